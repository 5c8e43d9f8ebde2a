import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesBelow, isShipped, parse } from './sources.ts';

const own = filesBelow('src').filter((file) => !file.startsWith('src/generated/'));
const shipped = own.filter(isShipped);

/** Nodes of a file that a test picks, as `file:line`. */
function places(files: readonly string[], pick: (node: ts.Node) => boolean): readonly string[] {
  return files.flatMap((file) => {
    const source = parse(file);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (pick(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const fileOf = (place: string): string => place.replace(/:\d+$/, '');

describe('size', () => {
  /** A file of more lines is two files, unless there is a reason that its lines belong together. */
  const most = 250;
  const longer: Readonly<Record<string, string>> = {};

  it(`no file of src/ has more than ${most} lines`, () => {
    const long = own
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > most && !(file in longer) && isShipped(file));
    expect(long).toEqual([]);
  });
});

describe('types', () => {
  /** Where a type of anything is right. */
  const anything: Readonly<Record<string, string>> = {
    'src/resources/resource.ts': 'a registry holds types of different shapes; each is checked where it is made',
    'src/cli/main.ts': 'yargs gives a command what its own builder declares',
  };

  it('nothing is `any`', () => {
    const found = places(own, (node) => node.kind === ts.SyntaxKind.AnyKeyword);
    expect(found.filter((place) => !(fileOf(place) in anything))).toEqual([]);
    expect(
      Object.keys(anything).filter((file) => !found.some((place) => fileOf(place) === file)),
      'reasons that nothing needs',
    ).toEqual([]);
  });

  it('no error of the compiler is silenced', () => {
    expect(own.filter((file) => /@ts-(ignore|nocheck|expect-error)/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('names', () => {
  it('files are in kebab-case, and none is a drawer for everything', () => {
    expect(own.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(file.split('/').at(-1) ?? ''))).toEqual([]);
    expect(own.filter((file) => /(^|[/-])(utils?|helpers?|misc|common)\.ts$/.test(file))).toEqual([]);
  });
});

describe('the world outside', () => {
  const property =
    (object: string, name?: string) =>
    (node: ts.Node): boolean =>
      ts.isPropertyAccessExpression(node) && node.expression.getText() === object && (name === undefined || node.name.text === name);

  it('only cli/ touches the process; collect/ reads from its environment where AWS is', () => {
    const allowed = (file: string): boolean => file.startsWith('src/cli/') || file.startsWith('src/collect/');
    expect(
      places(
        shipped.filter((file) => !allowed(file)),
        property('process'),
      ),
    ).toEqual([]);
    expect(
      places(
        shipped.filter((file) => file.startsWith('src/collect/')),
        (node) => property('process')(node) && !property('process', 'env')(node),
      ),
    ).toEqual([]);
  });

  it('the clock is an argument: only cli/ asks what time it is', () => {
    const asks = (node: ts.Node): boolean =>
      property('Date', 'now')(node) ||
      (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0);
    const page = (file: string): boolean => file.startsWith('src/report/html/page/');
    expect(
      places(
        shipped.filter((file) => !file.startsWith('src/cli/') && !page(file)),
        asks,
      ),
    ).toEqual([]);
  });

  it('nothing is left to chance: same input, same bytes', () => {
    expect(
      places(shipped, (node) => property('Math', 'random')(node) || (ts.isIdentifier(node) && /^random(UUID|Bytes|Int)$/.test(node.text))),
    ).toEqual([]);
  });
});

describe('figures', () => {
  /** Only rules judge by figures; the others define them, tighten them, or show them. */
  const reading: Readonly<Record<string, string>> = {
    'src/engine/': 'puts them into rules',
    'src/dpp/': 'defines and tightens them',
    'src/audit.ts': 'hands the tightened edition to the engine',
    'src/findings/convert/': 'shows them',
    'src/report/': 'shows those that stand in the findings',
    'src/attest/': 'shows them in documents to fill in',
    'src/cli/commands/attest.ts': 'tightens the edition for those documents',
  };

  it('are read by the engine alone', () => {
    const found = places(shipped, (node) => ts.isPropertyAccessExpression(node) && ['figures', 'parameters'].includes(node.name.text));
    expect(found.filter((place) => !Object.keys(reading).some((path) => place.startsWith(path)))).toEqual([]);
  });
});
