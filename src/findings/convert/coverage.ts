import { ec2 } from '../../calls/ec2.ts';
import { classTag } from '../../dpp/classes.ts';
import type { Config } from '../../dpp/config.ts';
import type { Fact, FactTree, Leaf, Reason } from '../../facts/fact.ts';
import { isFact } from '../../facts/fact.ts';
import { remember } from '../../remember.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { AuditedType } from '../audited.ts';
import type { FindingsFile } from '../file.ts';
import type { Finding } from '../finding.ts';

type Coverage = FindingsFile['coverage'];

/** What was looked at, and what was not. */
export function coverage(snapshot: Snapshot, types: readonly AuditedType[], findings: readonly Finding[], config: Config): Coverage {
  return {
    ...calls(snapshot, types),
    resources: types.map(({ type, resources, unread, regions }) => ({
      type: type.type,
      title: type.title.many,
      found: resources.length,
      unread: [...unread],
      regions,
    })),
    waivers: waivers(findings, config, snapshot.header.asOf),
    unclassified: unclassified(types, config),
  };
}

/** How many things of one kind a line names before it counts the rest. */
const named = 5;

function calls(snapshot: Snapshot, types: readonly AuditedType[]): Pick<Coverage, 'calls' | 'denied'> {
  const services = new Map<string, { service: string; answered: number; absent: number; gone: number; failed: number }>();
  const denied = new Map<string, { operation: string; code: string; regions: Set<string>; calls: number }>();
  for (const { service, operation: name, region, kind } of snapshot.outcomes()) {
    const row = remember(services, service, () => ({ service, answered: 0, absent: 0, gone: 0, failed: 0 }));
    if (kind === 'answer') row.answered += 1;
    else if (kind === 'absent') row.absent += 1;
    else if (kind === 'gone') row.gone += 1;
    else {
      row.failed += 1;
      const operation = `${service}:${name}`;
      const code = kind.error;
      const failure = remember(denied, `${operation} ${code}`, () => ({ operation, code, regions: new Set<string>(), calls: 0 }));
      failure.calls += 1;
      if (region) failure.regions.add(region);
    }
  }
  const left = leftUnknown(types);
  const bySortedKey = <T>(map: Map<string, T>): T[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return {
    calls: bySortedKey(services),
    denied: bySortedKey(denied).map(({ operation, code, regions, calls }) => ({
      operation,
      code,
      regions: [...regions].sort(),
      calls,
      leaves: [...(operation === ec2.DescribeRegions.id ? ['which regions are enabled'] : []), ...(left.get(`${operation} ${code}`) ?? [])],
    })),
  };
}

/** Operation and code → what they leave unknown, a sentence each. */
function leftUnknown(types: readonly AuditedType[]): ReadonlyMap<string, string[]> {
  const facts = new Map<string, Map<string, Set<string>>>();
  const add = (reason: Reason, what: string, whose: string): void => {
    const byFact = remember(facts, `${reason.operation} ${reason.code}`, () => new Map<string, Set<string>>());
    remember(byFact, what, () => new Set<string>()).add(whose);
  };
  for (const { type, resources, unread } of types) {
    for (const reason of unread) add(reason, `which ${type.title.many} there are`, reason.region ?? '');
    for (const resource of resources) {
      for (const [path, fact] of unknowns(resource.facts))
        for (const reason of fact.unknown) add(reason, `${path} of ${type.title.many}`, resource.identity.name);
    }
  }
  return new Map(
    [...facts].map(([key, byFact]) => [
      key,
      [...byFact]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([what, names]) => {
          const list = [...names].filter((name) => name !== '').sort();
          const shown = `${list.slice(0, named).join(', ')}${list.length > named ? `, and ${list.length - named} more` : ''}`;
          return shown === '' ? what : `${what}: ${shown}`;
        }),
    ]),
  );
}

function* unknowns(facts: FactTree, prefix = ''): Generator<readonly [string, Extract<Fact<Leaf>, { unknown: unknown }>]> {
  for (const [name, node] of Object.entries(facts)) {
    if (!isFact(node)) yield* unknowns(node, `${prefix}${name}.`);
    else if ('unknown' in node) yield [`${prefix}${name}`, node];
  }
}

function waivers(findings: readonly Finding[], config: Config, asOf: string): Coverage['waivers'] {
  return (config.waivers ?? []).map(({ rule, resource, reason, approver, expires }, index) => {
    const taken = findings.filter((finding) => finding.waiver?.index === index).length;
    const state = asOf.slice(0, 10) > expires ? 'expired' : taken > 0 ? 'in force' : 'matches nothing';
    return { rule, resource, reason, approver, expires, state, findings: taken };
  });
}

/** The stores that nothing classifies, as lines to paste below `classes:` → `patterns:`. */
function unclassified(types: readonly AuditedType[], config: Config): Coverage['unclassified'] {
  return types.flatMap(({ type, resources }) =>
    resources
      .filter((resource) => resource.unclassified)
      .map(({ identity: { arn, name } }) => ({
        arn,
        type: type.type,
        line: `- { match: ${JSON.stringify(arn)}, class: pii } # ${name}: pii, information, log or none; or tag it ${classTag(config)}`,
      })),
  );
}
