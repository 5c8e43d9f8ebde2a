// Writes what is generated: registries here, documents and schemas by their own scripts. `--check` fails on a difference instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Generated } from './generate/generated.ts';
import { registries } from './generate/registries.ts';

const check = process.argv.includes('--check');
const stale: string[] = [];

function emit({ path, text }: Generated): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

registries().forEach(emit);
const registriesStale = stale.length > 0;
if (!registriesStale) {
  const { documents } = await import('./generate/documents.ts');
  for (const document of await documents()) emit(document);
}

if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
} else
  console.log(
    check ? 'Everything that is generated is fresh.' : `Wrote ${stale.length === 0 ? 'nothing: all was fresh' : stale.join(', ')}.`,
  );

// Documents are generated from the program itself, and this process was built with the registries as they were.
if (registriesStale && !check)
  process.exitCode = spawnSync(process.execPath, ['scripts/run.mjs', 'generate'], { stdio: 'inherit' }).status ?? 1;
