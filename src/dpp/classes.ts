import type { Fact, Facts, Reason, Ref } from '../facts/fact.ts';
import { given, unknownFact } from '../facts/fact.ts';
import type { ClassEvidence, Identity } from '../resources/resource.ts';
import type { Attribution } from '../resources/traits.ts';
import { matchesGlob } from './glob.ts';
import { type Config, type DataClass, dataClasses } from './config.ts';

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

/** What was found, before copies are looked at. `''`: nothing says a class. */
interface Found {
  readonly class: DataClass | '';
  readonly by: string;
  readonly refs: readonly Ref[];
  /** Where several classes are possible because an answer is lacking. */
  readonly unknown?: readonly Reason[];
}

const strength: Readonly<Record<DataClass | '', number>> = { pii: 3, information: 2, log: 1, none: 0, '': -1 };

/**
 * Classifies what holds data. Tags win over patterns unless the configuration says otherwise; what neither names is `log` where it evidently
 * is one, and else the configured default. A copy is at least of its source's class.
 */
export function classify(stores: readonly Classifiable[], config: Config): ReadonlyMap<string, Classed> {
  const found = new Map(stores.map(({ identity, evidence }) => [identity.arn, own(identity, evidence, config)]));
  return new Map(stores.map(({ identity, evidence }) => [identity.arn, withSources(identity.arn, evidence, found, config)]));
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
  if (tag) return tag;
  if (pattern) return pattern;
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
  const named = config.classes?.values?.[value] ?? dataClasses.find((known) => known === value.toLowerCase());
  return named ? { class: named, by: `tag ${name}: ${value}`, refs } : undefined;
}

function byPattern({ arn, name }: Identity, config: Config): Found | undefined {
  const found = config.classes?.patterns?.find(({ match }) => matchesGlob(match, arn) || matchesGlob(match, name));
  return found && { class: found.class, by: `pattern ${found.match}`, refs: [] };
}

function withSources(arn: string, evidence: ClassEvidence, found: ReadonlyMap<string, Found>, config: Config): Classed {
  const mine = found.get(arn) as Found;
  const copies = evidence.copiesOf;
  const sources = strongestSource(arn, found, copies && 'answer' in copies ? (copies.answer ?? []) : []);
  const effective = (found: Found): DataClass => (found.class === '' ? unclassifiedAs(config) : found.class);
  const certain = effective(mine) === 'pii' && !mine.unknown;
  const lacking: Reason[] = [...(mine.unknown ?? [])];
  if (copies && 'unknown' in copies) lacking.push(copies.unknown);
  for (const source of sources) lacking.push(...(source.found.unknown ?? []));
  const from = [...new Set([...mine.refs, ...(copies?.refs ?? []), ...sources.flatMap((source) => source.found.refs)])];
  const strongest = sources.find((source) => !source.found.unknown);
  const inherits = strongest !== undefined && strength[effective(strongest.found)] > strength[effective(mine)];
  const heir = inherits && strongest ? effective(strongest.found) : effective(mine);
  const conflicts =
    inherits && strongest && mine.class !== '' && !mine.unknown
      ? [`it holds copies from ${strongest.arn}, which is ${effective(strongest.found)}, and is classified as ${mine.class} only`]
      : [];
  const open = lacking.length > 0 && !certain && heir !== 'pii';
  return {
    dataClass: open || (mine.unknown && heir !== 'pii') ? unknownFact<string>(lacking, from) : given<string>(heir, from),
    by: inherits && strongest ? `copies from ${strongest.arn}` : mine.class === '' && !mine.unknown ? `nothing, so it is audited as ${heir}` : mine.by,
    unclassified: mine.class === '' && !mine.unknown,
    attribution: {
      class: mine.unknown ? unknownFact(mine.unknown, from) : given(mine.class, from),
      by: mine.unknown ? unknownFact(mine.unknown, from) : given(mine.by, from),
      conflicts: lacking.length > 0 && !certain && conflicts.length === 0 ? unknownFact(lacking, from) : given(conflicts, from),
    },
  };
}

/** Everything that copies into a store, directly or through others, the strongest class first. */
function strongestSource(arn: string, found: ReadonlyMap<string, Found>, copies: readonly string[]): { arn: string; found: Found }[] {
  return copies
    .filter((source) => source !== arn)
    .flatMap((source) => {
      const known = found.get(source);
      return known ? [{ arn: source, found: known }] : [];
    })
    .sort((a, b) => strength[b.found.class] - strength[a.found.class]);
}
