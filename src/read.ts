import { organizations } from './calls/organizations.ts';
import { classify } from './dpp/classes.ts';
import type { Config } from './dpp/config.ts';
import { codes } from './facts/codes.ts';
import { type Fact, type FactTree, given, type Leaf, type Reason, unknownFact } from './facts/fact.ts';
import { mapAnswer } from './facts/read.ts';
import type { AuditedResource, AuditedType } from './findings/audited.ts';
import { resourceTypes } from './generated/resourceTypes.ts';
import type { Aws } from './resources/aws.ts';
import type { AnyResourceType, ClassEvidence, Identity, Resource } from './resources/resource.ts';
import type { World } from './resources/world.ts';

interface Read {
  readonly type: AnyResourceType;
  readonly identity: Identity;
  readonly facts: FactTree;
  readonly evidence?: ClassEvidence;
}

/** Everything that a snapshot tells of an account: each type's resources with facts, classes and proofs. */
export function readAccount(aws: Aws, config: Config): readonly AuditedType[] {
  const listed = resourceTypes.map((type) => ({ type, ...listAll(type, aws) }));
  const read = listed.flatMap(({ type, found }) => found.flatMap((identity) => readOne(type, identity, aws) ?? []));
  const stores = read.flatMap(({ identity, evidence }) => (evidence ? [{ identity, evidence }] : []));
  const classes = classify(stores, config);
  const classed = read.map((one): AuditedResource & { one: Read } => {
    const found = one.evidence && classes.get(one.identity.arn);
    const dataClass: Fact<string> | undefined = found?.dataClass ?? (one.type.always ? given(one.type.always) : undefined);
    const facts: FactTree = {
      ...one.facts,
      ...commonFacts(one.identity),
      ...(dataClass && { dataClass }),
      ...(found && { attribution: found.attribution }),
    };
    const classBy = found?.by ?? (one.type.always ? `a ${one.type.title.one} is always ${one.type.always}` : '');
    return {
      type: one.type.type,
      typeOf: one.type,
      identity: one.identity,
      facts,
      classBy,
      unclassified: found?.unclassified ?? false,
      one,
    };
  });
  const world = worldOf(classed, aws, config);
  const proved = classed.map(({ one, ...resource }): AuditedResource => ({ ...resource, facts: proveOne(one, resource, aws, world) }));
  return listed.map(({ type, unread, refs }) => ({
    type,
    unread,
    refs,
    regions: type.regional ? aws.scope.regions.length : 0,
    resources: proved.filter((resource) => resource.typeOf === type),
  }));
}

const commonFacts = ({ arn, name, region }: Identity): FactTree => ({ arn: given(arn), name: given(name), region: given(region) });

function listAll(type: AnyResourceType, aws: Aws): { found: readonly Identity[]; unread: readonly Reason[]; refs: readonly string[] } {
  try {
    const { found, unread, refs } = type.list(aws);
    const byArn = new Map((found as readonly Identity[]).map((identity) => [identity.arn, identity]));
    const sorted = [...byArn.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const nameless = (found as readonly Identity[]).some(({ arn, name }) => arn === '' || name === '');
    return { found: sorted, unread: nameless ? [...unread, stumbled(type, 'it names none')] : unread, refs };
  } catch (error) {
    return { found: [], unread: [stumbled(type, error)], refs: [] };
  }
}

const stumbled = (type: AnyResourceType, error: unknown): Reason => ({
  operation: type.service,
  code: codes.malformed,
  note: `an answer about a ${type.title.one} is not as AWS documents it (${error instanceof Error ? error.message : String(error)})`,
});

/** A resource's facts; undefined where it is gone since it was listed. */
function readOne(type: AnyResourceType, identity: Identity, aws: Aws): Read | undefined {
  try {
    const { result, gone } = aws.reading(() => ({ facts: type.read(identity, aws) as FactTree, evidence: type.classOf?.(identity, aws) }));
    return gone ? undefined : { type, identity, facts: result.facts, ...(result.evidence && { evidence: result.evidence }) };
  } catch (error) {
    const reason = stumbled(type, error);
    const evidence: ClassEvidence | undefined = type.classOf && { tags: { unknown: reason, refs: [] } };
    return { type, identity, facts: allUnknown(type.facts, reason), ...(evidence && { evidence }) };
  }
}

function proveOne({ type, identity }: Read, resource: Resource, aws: Aws, world: World): FactTree {
  if (!type.prove) return resource.facts;
  try {
    return { ...resource.facts, ...(type.prove(identity, aws, world) as FactTree) };
  } catch (error) {
    return { ...resource.facts, ...allUnknown(type.proofs, stumbled(type, error)) };
  }
}

function allUnknown(schema: { properties?: Record<string, { properties?: Record<string, object> }> }, reason: Reason): FactTree {
  const entries = Object.entries(schema.properties ?? {}).map(([name, inner]): [string, FactTree | Fact<Leaf>] => [
    name,
    inner.properties ? allUnknown(inner as never, reason) : unknownFact<Leaf>([reason]),
  ]);
  return Object.fromEntries(entries);
}

function worldOf(all: readonly Resource[], aws: Aws, config: Config): World {
  const grouped = new Map<string, Resource[]>();
  for (const resource of all) {
    const same = grouped.get(resource.type);
    if (same) same.push(resource);
    else grouped.set(resource.type, [resource]);
  }
  const byArn = new Map(all.map((resource) => [resource.identity.arn, resource]));
  const organization = aws.answer(organizations.DescribeOrganization, {});
  return {
    trusted: {
      accounts: [aws.account, ...(config.accounts?.own ?? [])],
      administrators: config.administrators ?? [],
      ...(config.spApi?.role && { spApiRole: config.spApi.role }),
    },
    organization: mapAnswer(organization, (answer) => {
      if (!answer) return undefined;
      const { Id: id, MasterAccountId: managementAccount } = answer.Organization ?? {};
      return id && managementAccount ? { id, managementAccount } : null;
    }),
    all,
    of: (type) => grouped.get(type) ?? [],
    byArn: (arn) => byArn.get(arn),
  };
}
