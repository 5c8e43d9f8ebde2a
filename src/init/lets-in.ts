import { writersOf } from '../analysis/log-evidence.ts';
import { type Fact, valueOf } from '../facts/fact.ts';
import type { AuditedResource } from '../findings/audited.ts';
import type { Aws } from '../resources/aws.ts';
import type { Identity } from '../resources/resource.ts';
import { bucketIndex } from '../resources/s3-index.ts';
import { bucketPolicy } from '../resources/s3-policy.ts';

/** Who writes to a store and whom its policy lets in, for whoever must decide what it holds. */
export interface LetsIn {
  /** Half-sentences. */
  readonly said: readonly string[];
  /** Somebody who is no log service writes to it: a name that says "logs" is not believed then. */
  readonly others: boolean;
}

/** What is said of a store by who writes to it and whom its policy lets in. */
export function whatItLetsIn({ typeOf, identity, facts }: AuditedResource, aws: Aws): LetsIn {
  const open = facts.exposure && 'public' in facts.exposure ? valueOf(facts.exposure.public as unknown as Fact<string[]>) : undefined;
  const isPublic = open !== undefined && open.length > 0 ? ['anyone can reach it'] : [];
  const { said, others } = typeOf.type === 's3.bucket' ? writersTo(identity, aws) : { said: [], others: false };
  return { said: [...said, ...isPublic], others };
}

const mostNamed = 3;

function writersTo({ name, region }: Identity, aws: Aws): LetsIn {
  const { trails, accessLogs } = bucketIndex(aws);
  const policy = bucketPolicy(name, region, aws);
  const { others, loadBalancer } = 'answer' in policy && policy.answer ? writersOf(policy.answer) : { others: [], loadBalancer: false };
  const more = others.length > mostNamed ? `, and ${others.length - mostNamed} more` : '';
  const said = [
    ...(trails.to.has(name) ? ['CloudTrail delivers to it'] : []),
    ...(accessLogs.to.has(name) ? ['S3 delivers access logs to it'] : []),
    ...(loadBalancer ? ['a load balancer may deliver to it'] : []),
    ...(others.length > 0 ? [`its policy lets ${others.slice(0, mostNamed).join(', ')}${more} write to it`] : []),
  ];
  return { said, others: others.length > 0 };
}
