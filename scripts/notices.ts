import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundled } from './bundled.ts';

/**
 * The licences and notices of the code of others, as they must go with it. The text of Apache-2.0 is ours too, and stands once, in LICENSE; only
 * notices are told of such packages.
 * @throws Error where a package has no text, and its licence none that is the same for all: then somebody must look.
 */
export function notices(packages: readonly Bundled[]): string {
  const head = `This program holds code of these packages. Their licences follow; that of Apache-2.0 is in LICENSE.\n\n${list(packages)}`;
  const texts = new Map(packages.map((bundled) => [`${bundled.name} ${bundled.version}`, textOf(bundled)]));
  const sections = [...texts].filter(([, text]) => text !== '').map(([title, text]) => `${'-'.repeat(80)}\n${title}\n\n${text}`);
  return `${head}\n\n${sections.join('\n\n')}\n`;
}

/** A line for each package: name, version, licence. */
export const list = (packages: readonly Bundled[]): string =>
  [...new Set(packages.map(({ name, version, license }) => `${name} ${version}: ${license}`))].join('\n');

function textOf({ path, name, license }: Bundled): string {
  const wanted = license === 'Apache-2.0' ? /^notice/i : /^(licen[cs]e|notice|copying)/i;
  const files = readdirSync(path).filter((file) => wanted.test(file));
  const text = files
    .sort()
    .map((file) => readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
  if (text !== '' || license === 'Apache-2.0') return text;
  const usual = `scripts/licences/${license}.txt`;
  if (!existsSync(usual)) throw new Error(`${name} comes without the text of its licence, ${license}: add it to scripts/licences.`);
  return `Copyright (c) ${authorOf(path)}\n(The package names its licence, ${license}, without the text; this is the usual one.)\n\n${readFileSync(usual, 'utf8').trim()}`;
}

function authorOf(path: string): string {
  const { author, name } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly author?: string | { readonly name: string };
  };
  return (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
}
