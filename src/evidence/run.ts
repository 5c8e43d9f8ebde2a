import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readHashes, registerNames } from '../dpp/attestations.ts';
import type { FindingsFile } from '../findings/file.ts';
import { findingsOf } from '../findings/findings.ts';
import { ruleFiles } from '../generated/rules.ts';
import { Problem } from '../problem.ts';
import { evidencePages } from '../report/clauses/pages.ts';
import { type About, sha256 } from './manifest.ts';
import { bundleNames, placeOfRule } from './names.ts';

/** What goes into a bundle, but for manifest and seals. */
export interface RunFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly about: About;
  /** What the register names and the bundle does not enclose, or what else should be known of it; a sentence each. */
  readonly said: readonly string[];
}

/**
 * The files of a run's folder with the rules it was judged by, and the pages made of its findings. `register` is where the register of
 * attestations lies: the documents that it names are enclosed if they still are what they were. Throws a usage Problem where the folder lacks
 * what a bundle holds.
 */
export function filesOfRun(dir: string, register: string): RunFiles {
  const files = new Map<string, Uint8Array>();
  if (!existsSync(dir)) throw new Problem('usage', `${dir} does not exist: give a run's folder.`);
  for (const name of [bundleNames.snapshot, bundleNames.findings, bundleNames.report, bundleNames.config]) {
    const path = join(dir, name);
    if (!existsSync(path))
      throw new Problem(
        'usage',
        `${dir} holds no ${name}: finish the run (\`--resume ${dir}\`) or evaluate it (\`dpp-audit evaluate ${dir}\`) first.`,
      );
    files.set(name, readFileSync(path));
  }
  const findings = findingsIn(files.get(bundleNames.findings), join(dir, bundleNames.findings));
  const { audit, tool } = findings;
  for (const [path, text] of Object.entries(ruleFiles)) files.set(placeOfRule(path, audit.edition.id), encode(text));
  const own = join(dir, 'rules');
  for (const name of existsSync(own) ? readdirSync(own).filter((name) => name.endsWith('.yaml')) : []) {
    files.set(`${bundleNames.ownRules}${name}`, readFileSync(join(own, name)));
  }
  for (const [path, text] of evidencePages(findingsOf(findings))) files.set(path, encode(text));
  const said = attested(dir, register, files);
  if (/^\s*externalId\s*:/m.test(new TextDecoder().decode(files.get(bundleNames.config))))
    said.push(
      `${bundleNames.config} holds an externalId: whoever gets the bundle reads it. Give it by --external-id instead, and evaluate anew.`,
    );
  return { files, about: { tool, account: audit.accounts[0]?.id ?? '', asOf: audit.asOf, edition: audit.edition.id }, said };
}

/** The name of a run's bundle: `evidence-111122223333-2026-11-24.zip`. */
export const bundleName = ({ account, asOf }: About): string => `evidence-${account}-${asOf.slice(0, 10)}.zip`;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function findingsIn(bytes: Uint8Array | undefined, path: string): FindingsFile {
  try {
    const found = JSON.parse(new TextDecoder().decode(bytes)) as Partial<FindingsFile>;
    if (found.schemaVersion === 1 && found.audit && found.findings && found.records) return found as FindingsFile;
  } catch {
    // told below
  }
  throw new Problem('usage', `${path} is no findings file of this version: run \`dpp-audit evaluate\` on the folder anew.`);
}

/** Encloses the register as it was evaluated and the documents that are still the same; says which are not there. */
function attested(dir: string, register: string, files: Map<string, Uint8Array>): string[] {
  const text = join(dir, registerNames.register);
  const hashes = join(dir, registerNames.hashes);
  if (!existsSync(text) || !existsSync(hashes)) return [];
  for (const name of [registerNames.register, registerNames.hashes]) files.set(name, readFileSync(join(dir, name)));
  return Object.entries(readHashes(readFileSync(hashes, 'utf8'), hashes)).flatMap(([path, hash]) => {
    const document = join(dirname(register), path);
    if (hash === null || !existsSync(document)) return [`The document ${path} is not enclosed: there is no such file beside ${register}.`];
    const bytes = readFileSync(document);
    if (sha256(bytes) !== hash) return [`The document ${path} is not enclosed: it was changed since the run was evaluated.`];
    files.set(documentPath(path, hash), bytes);
    return [];
  });
}

/** Where a document lies in a bundle: its hash tells it from others of the same name; of the name only what any system takes. */
export const documentPath = (path: string, hash: string): string =>
  `${bundleNames.attested}${hash.slice(0, 16)}-${(path.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '_')}`;
