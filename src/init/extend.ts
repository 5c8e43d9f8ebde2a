import { isCollection, isMap, isNode, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { readConfig } from '../dpp/config.ts';
import { Problem } from '../problem.ts';
import { canonical } from '../snapshot/canonical.ts';
import { patternLines } from './lines.ts';
import { type Proposal, patternsOf } from './proposal.ts';

/** Where new lines go: at the start of a line, behind so many spaces, after a heading where the list has to be begun. */
interface Gap {
  readonly at: number;
  readonly indent: number;
  readonly heading: readonly string[];
  /** What goes, before the gap: the brackets of an empty list. */
  readonly without?: readonly [number, number];
}

/**
 * A configuration with lines for new stores, every other byte as it was. Throws a usage Problem where the list is written in a way that can't be
 * added to without touching what is there; its message holds the lines to paste.
 */
export function extended(text: string, file: string, proposals: readonly Proposal[], heading: string, tag: string): string {
  const lines = [`# ${heading}`, ...patternLines(proposals, tag)];
  const counts = patternsOf(proposals);
  const gap = gapOf(text, counts.length > 0);
  const result = gap && filled(text, gap, lines);
  if (result !== undefined && addsOnly(text, result, file, counts)) return result;
  throw new Problem(
    'usage',
    `${file} writes its patterns in a way that can't be added to without touching what is there. Paste these lines below \`classes:\` → \`patterns:\`, one pattern a line:\n${lines.join('\n')}`,
  );
}

function filled(text: string, { at, indent, heading, without = [at, at] }: Gap, lines: readonly string[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.slice(0, without[0]) + text.slice(without[1], at);
  const begun = before === '' || before.endsWith('\n') ? '' : newline;
  const added = [...heading, ...lines.map((line) => `${' '.repeat(indent)}${line}`)].map((line) => `${line}${newline}`);
  return `${before}${begun}${added.join('')}${text.slice(at)}`;
}

/** Nothing is lost, nothing else is said: the same configuration with these patterns behind the others. */
function addsOnly(before: string, after: string, file: string, patterns: ReturnType<typeof patternsOf>): boolean {
  try {
    const { config: old } = readConfig(before, file);
    const wanted =
      patterns.length === 0 ? old : { ...old, classes: { ...old.classes, patterns: [...(old.classes?.patterns ?? []), ...patterns] } };
    return canonical(readConfig(after, file).config) === canonical(wanted);
  } catch {
    return false;
  }
}

function gapOf(text: string, counts: boolean): Gap | undefined {
  const root = parseDocument(text).contents;
  const atEnd: Gap = { at: text.length, indent: 4, heading: counts ? ['classes:', '  patterns:'] : [] };
  const empty = !isNode(root) || (isScalar(root) && root.value === null);
  if (empty) return atEnd;
  if (!isMap(root) || root.flow) return undefined;
  const classes = pairOf(root, 'classes');
  if (!classes) return atEnd;
  if (!isMap(classes.value) || classes.value.flow) return counts ? undefined : atEnd;
  const patterns = pairOf(classes.value, 'patterns');
  const column = columnOf(text, startOf(classes.value.items[0]?.key));
  if (!patterns) {
    const at = lineAfter(text, endOf(classes.value));
    const heading = counts ? [`${' '.repeat(column)}patterns:`] : [];
    return { at, indent: column + 2, heading };
  }
  if (!isSeq(patterns.value)) return undefined;
  if (!patterns.value.flow) {
    const at = lineAfter(text, endOf(patterns.value));
    return { at, indent: columnOf(text, dashOf(text, patterns.value.range?.[0] ?? 0)), heading: [] };
  }
  const [open, close] = patterns.value.range ?? [0, 0];
  if (patterns.value.items.length > 0) return counts ? undefined : atEnd;
  const bare = text.slice(0, open).trimEnd().length;
  return { at: lineAfter(text, close), indent: column + 2, heading: [], ...(counts && { without: [bare, close] }) };
}

const pairOf = (map: { readonly items: readonly Pair[] }, name: string): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && key.value === name);

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** Where the last thing in a node ends, without the comments behind it. */
function endOf(node: unknown): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    if (isNode(last)) return endOf(last);
    const pair = last as Pair | undefined;
    return isNode(pair?.value) ? endOf(pair.value) : isNode(pair?.key) ? endOf(pair.key) : (node.range?.[1] ?? 0);
  }
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}

/** The start of the next line; where the offset begins a line itself (after a block of text), it is that. */
function lineAfter(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** The dash of a list's first item: the list starts there. */
const dashOf = (text: string, start: number): number => Math.max(start, text.indexOf('-', start));
