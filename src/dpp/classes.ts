import type { Answer, Fact, Facts, Reason, Ref } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import type { ClassEvidence, Identity } from '../resources/resource.ts';
import type { Attribution } from '../resources/traits.ts';
import { type Config, type DataClass, dataClasses } from './config.ts';
import { matchesGlob } from './glob.ts';

/** A resource and what speaks for its class. */
export interface Classifiable {
  readonly identity: Identity;
  readonly evidence: ClassEvidence;
}

/** Which class of data a resource is audited as, and what says so. */
export interface Classed {
  readonly dataClass: Fact<string>;
  readonly by: string;
  /** Nothing classified it: it is audited as what the configuration says, `pii` unless it says otherwise. */
  readonly unclassified: boolean;
  readonly attribution: Facts<typeof Attribution>;
}

/** What speaks for a resource itself, before copies are looked at. `''`: nothing says a class. */
interface Found {
  readonly class: DataClass | '';
  readonly by: string;
  readonly refs: readonly Ref[];
  /** Why the class is not known: any could be right. */
  readonly unknown?: readonly Reason[];
  readonly copiesOf?: Answer<readonly string[]>;
}

const strength: Readonly<Record<DataClass | '', number>> = { pii: 3, information: 2, log: 1, none: 0, '': -1 };

/**
 * Classifies what holds data. Tags win over patterns unless the configuration says otherwise; what neither names is `log` where it evidently
 * is one, and else the configured default. A copy is at least of its source's class.
 */
export function classify(stores: readonly Classifiable[], config: Config): ReadonlyMap<string, Classed> {
  const found = new Map(
    stores.map(({ identity, evidence }): [string, Found] => [
      identity.arn,
      { ...own(identity, evidence, config), copiesOf: evidence.copiesOf },
    ]),
  );
  return new Map([...found.keys()].map((arn) => [arn, classed(arn, found, config)]));
}

const unclassifiedAs = (config: Config): DataClass => config.classes?.unclassifiedAs ?? (config.holdsPii === false ? 'information' : 'pii');

export const classTag = (config: Config): string => config.classes?.tag ?? 'amazon-data-class';

function own(identity: Identity, evidence: ClassEvidence, config: Config): Found {
  if (evidence.fixed) return { class: evidence.fixed.class, by: evidence.fixed.because, refs: [] };
  const pattern = byPattern(identity, config);
  const patternsWin = config.classes?.precedence === 'patterns';
  if (patternsWin && pattern) return pattern;
  const { tags } = evidence;
  if ('unknown' in tags) return { class: '', by: 'its tags could not be read', refs: tags.refs, unknown: [tags.unknown] };
  const tag = byTag(tags.answer ?? {}, tags.refs, config);
  // a word that nobody explains may well mean PII: only what the configuration says of this very store overrules it
  if (tag?.class) return tag;
  if (pattern) return pattern;
  if (tag) return tag;
  const { log } = evidence;
  if (log && 'unknown' in log) return { class: '', by: 'what writes to it could not be read', refs: log.refs, unknown: [log.unknown] };
  if (log?.answer !== undefined) return { class: 'log', by: log.answer, refs: log.refs };
  const refs = [...tags.refs, ...(log?.refs ?? [])];
  const fallback = config.classes?.default;
  return fallback ? { class: fallback, by: 'the default of the configuration', refs } : { class: '', by: 'nothing', refs };
}

function byTag(tags: Readonly<Record<string, string>>, refs: readonly Ref[], config: Config): Found | undefined {
  const name = classTag(config);
  const value = tags[name];
  if (value === undefined) return undefined;
  const named = config.classes?.values?.[value] ?? dataClasses.find((known) => known === value.trim().toLowerCase());
  return named
    ? { class: named, by: `tag ${name}: ${value}`, refs }
    : { class: '', by: `tag ${name}: ${value}, which names no class`, refs };
}

function byPattern({ arn, name }: Identity, config: Config): Found | undefined {
  const found = config.classes?.patterns?.find(({ match }) => matchesGlob(match, arn) || matchesGlob(match, name));
  return found && { class: found.class, by: `pattern ${found.match}`, refs: [] };
}

/** The strongest class that surely holds, through whatever copies; and why it could be a stronger one yet. */
interface Effective {
  readonly class: DataClass;
  readonly through?: string;
  readonly lacking: readonly Reason[];
  readonly refs: readonly Ref[];
}

function effective(arn: string, found: ReadonlyMap<string, Found>, config: Config, seen: readonly string[] = []): Effective {
  const mine = found.get(arn) as Found;
  const asFound = mine.unknown ? 'none' : mine.class === '' ? unclassifiedAs(config) : mine.class;
  let strongest: Effective = { class: asFound, lacking: mine.unknown ?? [], refs: mine.refs };
  const copies = mine.copiesOf ?? { answer: [], refs: [], operation: '' };
  const lacking = [...strongest.lacking, ...('unknown' in copies ? [copies.unknown] : [])];
  const refs = [...mine.refs, ...copies.refs];
  for (const source of ('unknown' in copies ? copies.could?.[0] : copies.answer) ?? []) {
    if (source === arn || seen.includes(source) || !found.has(source)) continue;
    const theirs = effective(source, found, config, [...seen, arn]);
    lacking.push(...theirs.lacking);
    refs.push(...theirs.refs);
    if (strength[theirs.class] > strength[strongest.class]) strongest = { ...theirs, through: source };
  }
  // nothing is stronger than pii: what is not known changes nothing any more
  return {
    class: strongest.class,
    ...(strongest.through && { through: strongest.through }),
    lacking: strongest.class === 'pii' ? [] : lacking,
    refs: [...new Set(refs)],
  };
}

function classed(arn: string, found: ReadonlyMap<string, Found>, config: Config): Classed {
  const mine = found.get(arn) as Found;
  const { class: strongest, through, lacking, refs } = effective(arn, found, config);
  const unclassified = mine.class === '' && !mine.unknown;
  return {
    dataClass: lacking.length > 0 ? unknownFact<string>(lacking, refs) : given<string>(strongest, refs),
    by: through
      ? `it holds copies from ${through}`
      : unclassified
        ? `nothing says its class, so it is audited as ${strongest === 'pii' ? 'PII' : strongest}`
        : mine.by,
    unclassified,
    attribution: {
      class: mine.unknown ? unknownFact(mine.unknown, mine.refs) : given(mine.class, mine.refs),
      by: mine.unknown ? unknownFact(mine.unknown, mine.refs) : given(mine.by, mine.refs),
      conflicts: conflicts(mine, strongest, through, lacking, refs),
    },
  };
}

/** A copy that is classified weaker than its source. What nothing classifies contradicts nothing. */
function conflicts(
  mine: Found,
  strongest: DataClass,
  through: string | undefined,
  lacking: readonly Reason[],
  refs: readonly Ref[],
): Fact<string[]> {
  if (mine.class === '' && !mine.unknown) return given([], refs);
  if (through && !mine.unknown)
    return given([`it holds copies from ${through}, which is ${strongest}, and is classified as ${mine.class} only`], refs);
  return lacking.length > 0 || (mine.unknown && through) ? unknownFact([...(mine.unknown ?? []), ...lacking], refs) : given([], refs);
}
