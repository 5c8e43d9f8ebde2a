import { fill, inWords } from '../dpp/edition.ts';
import type { Fact, FactTree, Leaf, Reason } from '../facts/fact.ts';
import { factAt } from '../facts/fact.ts';
import { remember } from '../remember.ts';
import type { Judged } from './check.ts';
import type { Rule } from './compile.ts';

/** The sentence of a pass. */
export const titleOf = (rule: Rule): string => fill(rule.loaded.source.title, rule.figures);

/** The sentence of a failure: facts and figures in place, each with its unit. */
export function messageOf(rule: Rule, facts: FactTree): string {
  return fill(rule.loaded.source.message, rule.figures).replace(/\{([^{}]+)\}/g, (_, path: string) =>
    factInWords(factAt(facts, path.split('.')), rule.leaves.get(path)?.unit ?? ''),
  );
}

/** How many sentences of a list a message quotes. */
const quoted = 3;

/** A fact as it reads in a sentence: "60 days", "for ever", "at least 60 days", "something". */
export function factInWords(fact: Fact<Leaf> | undefined, unit: string): string {
  if (!fact) return 'something';
  if ('value' in fact) return leafInWords(fact.value, unit);
  const { atLeast, atMost } = fact;
  if (typeof atLeast === 'number' && atLeast > 0)
    return atLeast === Number.POSITIVE_INFINITY ? 'for ever' : `at least ${inWords(atLeast, unit)}`;
  if (typeof atMost === 'number') return `at most ${inWords(atMost, unit)}`;
  return atLeast !== undefined && typeof atLeast !== 'number' ? leafInWords(atLeast, unit) : 'something';
}

function leafInWords(value: Leaf, unit: string): string {
  if (typeof value === 'number') return inWords(value, unit);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  const rest = value.length - quoted;
  return value.length === 0 ? 'nothing' : `${value.slice(0, quoted).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

/** What a code of ours means, in a sentence's end. */
const ownCodes: Readonly<Record<string, string>> = {
  malformed: 'the answer lacks it',
  'not-asked': 'it was not asked',
  truncated: 'the list was cut short',
  undecided: 'the settings cannot be decided',
  elsewhere: 'it lies where this audit cannot look',
};

/** A reason as it reads in a sentence: "s3:GetBucketPolicy: AccessDenied (eu-west-1)"; of many regions their number. */
function inWordsOf({ operation, code, note }: Reason, regions: readonly string[]): string {
  if (note !== undefined) return note;
  const what = ownCodes[code] ?? code;
  const where = regions.length === 0 ? '' : regions.length <= quoted ? ` (${regions.join(', ')})` : ` (${regions.length} regions)`;
  return `${operation === '' ? what : `${operation}: ${what}`}${where}`;
}

/** Reasons as they read in a sentence: one for each call and code, with its regions. */
export function reasonsInWords(reasons: readonly Reason[]): string {
  const groups = new Map<string, { reason: Reason; regions: Set<string> }>();
  for (const reason of reasons) {
    const group = remember(groups, `${reason.operation} ${reason.code} ${reason.note ?? ''}`, () => ({
      reason,
      regions: new Set<string>(),
    }));
    if (reason.region) group.regions.add(reason.region);
  }
  const all = [...groups.values()].map(({ reason, regions }) => inWordsOf(reason, [...regions]));
  return `${all.slice(0, quoted).join('; ')}${all.length > quoted ? `; and ${all.length - quoted} more reasons` : ''}`;
}

/** The sentence of what could not be read. */
export function unknownSentence(name: string, judged: readonly Judged[], dependsOn: boolean): string {
  const reasons = judged.flatMap(({ fact }) => ('unknown' in fact ? fact.unknown : []));
  return `${name} could not be judged${dependsOn ? ', nor whether the rule concerns it' : ''}: ${reasonsInWords(reasons)}`;
}
