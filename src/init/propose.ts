import { classTag } from '../dpp/classes.ts';
import type { Config, DataClass } from '../dpp/config.ts';
import { matchesGlob } from '../dpp/glob.ts';
import type { Fact, Reason } from '../facts/fact.ts';
import { isKnown, valueOf } from '../facts/fact.ts';
import type { AuditedResource, AuditedType } from '../findings/audited.ts';
import { readAccount } from '../read.ts';
import { Aws } from '../resources/aws.ts';
import type { Tags } from '../resources/resource.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { type Hint, hintOfName, hintOfTags } from './hint.ts';
import { whatItLetsIn } from './lets-in.ts';
import { isPlain, type Proposal, patternsOf } from './proposal.ts';

/** What an account's stores come to: a proposal each, and the types whose stores could not all be listed. */
export interface Proposed {
  readonly stores: readonly Proposal[];
  readonly unread: readonly { readonly title: string; readonly reasons: readonly Reason[] }[];
}

/**
 * Proposes a class for every store that no pattern of the configuration names. What the account itself says stays with the account; PII by its
 * name, its tags, or what it copies or encrypts is proposed; everything else is the user's to say.
 */
export function propose(snapshot: Snapshot, config: Config): Proposed {
  const aws = new Aws(snapshot);
  const types = readAccount(aws, withoutDefault(config));
  const first = storesOf(types).map((store) => proposeOne(store, aws, config));
  const second = first.some(({ kind }) => kind === 'unsure') ? byOthers(first, aws, config) : first;
  return {
    stores: second.filter(({ identity }) => !isNamed(identity, config)),
    unread: types.flatMap(({ type, unread }) => (type.classOf && unread.length > 0 ? [{ title: type.title.many, reasons: unread }] : [])),
  };
}

/** A default would hide what nothing classifies, and copies show only where their target is audited as nothing of its own. */
function withoutDefault(config: Config, more: readonly { match: string; class: DataClass }[] = []): Config {
  const { default: _, ...classes } = config.classes ?? {};
  return { ...config, classes: { ...classes, patterns: [...(classes.patterns ?? []), ...more], unclassifiedAs: 'none' } };
}

const isNamed = ({ arn, name }: Proposal['identity'], config: Config): boolean =>
  (config.classes?.patterns ?? []).some(({ match }) => matchesGlob(match, arn) || matchesGlob(match, name));

/** What holds data, or serves what does; a key that AWS manages can have no class but the one it has. */
const storesOf = (types: readonly AuditedType[]): readonly AuditedResource[] =>
  types.flatMap(({ type, resources }) => (type.classOf ? resources.filter(({ facts }) => !isOfAws(facts)) : []));

const isOfAws = (facts: AuditedResource['facts']): boolean =>
  facts.manager !== undefined && valueOf(facts.manager as unknown as Fact<string>) === 'AWS';

function proposeOne(store: AuditedResource, aws: Aws, config: Config): Proposal {
  const { typeOf, identity, facts } = store;
  const about = { identity, title: typeOf.title.one };
  const { class: found, by } = facts.attribution as unknown as { readonly class: Fact<DataClass | ''>; readonly by: Fact<string> };
  const lacking = 'unknown' in found ? found.unknown.map(({ operation, code }) => `${operation}: ${code}`).join(', ') : undefined;
  const tags = tagsOf(store, aws);
  // a tag that can't be read could win over any line
  if (lacking !== undefined && !tags && config.classes?.precedence !== 'patterns') {
    const settle = 'let the audit read what it lacks (docs/permissions.md) and run init again';
    return { ...about, kind: 'unsure', because: `what says its class could not be read (${lacking})`, settle };
  }
  const name = hintOfName(identity.name);
  if (isKnown(found) && found.value !== '') {
    const warns = found.value === 'log' && typeOf.type === 'logs.group' && name?.class === 'pii';
    const stronger = valueOf(facts.dataClass as unknown as Fact<DataClass>) ?? found.value;
    const because = [
      valueOf(by) ?? '',
      ...(stronger !== found.value ? [`but ${store.classBy}, and so it is audited as ${stronger}`] : []),
      ...(warns ? [`${name.because}: if buyers' data gets in, write pii`] : []),
    ].join('; ');
    return { ...about, kind: 'evident', class: stronger, because };
  }
  const hint = hintOfTags(tags ?? {}) ?? name;
  const letsIn = whatItLetsIn(store, aws);
  const because = [hint?.because, ...letsIn.said, lacking && `not all that says its class could be read (${lacking})`]
    .filter(Boolean)
    .join('; ');
  return settled(about, hint, because, config, letsIn.others || lacking !== undefined);
}

/** A hint of PII is taken, for nothing is stricter; a weaker one is shown, and left to the user, for a wrong one would hide what is wrong. */
function settled(
  about: Pick<Proposal, 'identity' | 'title'>,
  hint: Hint | undefined,
  because: string,
  config: Config,
  mixed: boolean,
): Proposal {
  if (!isPlain(about.identity.arn)) {
    const settle = `its name holds * or ?, which would stand for other stores too; tag it ${classTag(config)}`;
    return { ...about, kind: 'unsure', because, settle };
  }
  if (hint?.class !== 'pii') {
    const perhaps = hint && !mixed ? { perhaps: hint.class } : {};
    return { ...about, kind: 'unsure', because: because || 'nothing says what it holds', ...perhaps };
  }
  if (config.holdsPii === false)
    return { ...about, kind: 'unsure', because: `${because}, and the configuration says that nothing holds PII` };
  return { ...about, kind: 'proposed', class: 'pii', because };
}

/** A store's tags; undefined where they could not be read. */
function tagsOf({ typeOf, identity }: AuditedResource, aws: Aws): Tags | undefined {
  try {
    const tags = typeOf.classOf?.(identity, aws).tags;
    return tags && 'answer' in tags ? (tags.answer ?? {}) : undefined;
  } catch {
    return undefined; // not as AWS documents it: nothing is known of it
  }
}

/** What is known of others once they have a class: a copy holds what its source holds, and a key opens what it encrypts. */
function byOthers(first: readonly Proposal[], aws: Aws, config: Config): readonly Proposal[] {
  const all = storesOf(readAccount(aws, withoutDefault(config, patternsOf(first))));
  const byArn = new Map(all.map((store) => [store.identity.arn, store]));
  const encrypting = new Map<string, string>();
  for (const store of all) {
    const key = keyOf(store);
    if (key && isPii(store)) encrypting.set(key, store.identity.name);
  }
  return first.map((one): Proposal => {
    if (one.kind !== 'unsure' || one.settle !== undefined) return one;
    const { identity, title } = one;
    const store = byArn.get(identity.arn);
    const encrypted = encrypting.get(identity.arn);
    const because = store && isPii(store) ? store.classBy : encrypted ? `it encrypts ${encrypted}, which holds pii` : undefined;
    return because ? settled({ identity, title }, { class: 'pii', because }, because, config, false) : one;
  });
}

const isPii = ({ facts }: AuditedResource): boolean => valueOf(facts.dataClass as unknown as Fact<string>) === 'pii';

function keyOf({ facts }: AuditedResource): string | undefined {
  const { encryption } = facts;
  return encryption && 'keyArn' in encryption ? valueOf(encryption.keyArn as unknown as Fact<string>) : undefined;
}
