import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingsFile } from '../findings/file.ts';
import { ruleFiles } from '../generated/rules.ts';
import { Problem } from '../problem.ts';
import { packBundle } from './pack.ts';
import { bundleNames } from './verify.ts';

/** The bundle of a run's folder, and a name for it. Throws a usage Problem where the folder lacks what a bundle holds. */
export function bundleOfRun(dir: string): { readonly bytes: Uint8Array; readonly name: string } {
  const files = new Map<string, Uint8Array>();
  for (const name of [bundleNames.snapshot, bundleNames.findings, bundleNames.report, bundleNames.config]) {
    const path = join(dir, name);
    if (!existsSync(path))
      throw new Problem(
        'usage',
        `${dir} holds no ${name}: finish the run (\`--resume ${dir}\`) or evaluate it (\`dpp-audit evaluate ${dir}\`) first.`,
      );
    files.set(name, readFileSync(path));
  }
  const { audit, tool } = JSON.parse(new TextDecoder().decode(files.get(bundleNames.findings))) as Pick<FindingsFile, 'audit' | 'tool'>;
  for (const [path, text] of Object.entries(ruleFiles)) {
    const name =
      path === `editions/${audit.edition.id}.yaml`
        ? bundleNames.edition
        : path === 'requirements.yaml'
          ? bundleNames.requirements
          : `${bundleNames.rules}${path}`;
    files.set(name, new TextEncoder().encode(text));
  }
  const own = join(dir, 'rules');
  for (const name of existsSync(own) ? readdirSync(own).filter((name) => name.endsWith('.yaml')) : []) {
    files.set(`${bundleNames.ownRules}${name}`, readFileSync(join(own, name)));
  }
  const account = audit.accounts[0]?.id ?? '';
  const bytes = packBundle(files, { tool, account, asOf: audit.asOf, edition: audit.edition.id });
  return { bytes, name: `evidence-${account}-${audit.asOf.slice(0, 10)}.zip` };
}
