import { writersOf } from '../analysis/log-evidence.ts';
import { valueOf } from '../facts/fact.ts';
import type { AuditedResource } from '../findings/audited.ts';
import type { Aws } from '../resources/aws.ts';
import { bucketPolicy } from '../resources/s3-bucket.ts';
import { bucketIndex } from '../resources/s3-index.ts';

/** What is said of a store by who writes to it and whom its policy lets in, as half-sentences: for whom must decide what it holds. */
export function whatItLetsIn({ typeOf, identity, facts }: AuditedResource, aws: Aws): readonly string[] {
  const open = facts.exposure && 'public' in facts.exposure ? valueOf(facts.exposure.public as never) : undefined;
  const isPublic = Array.isArray(open) && open.length > 0;
  return [...(typeOf.type === 's3.bucket' ? writersTo(identity, aws) : []), ...(isPublic ? ['anyone can reach it'] : [])];
}

const mostNamed = 3;

function writersTo({ name, region }: AuditedResource['identity'], aws: Aws): readonly string[] {
  const { trails, accessLogs } = bucketIndex(aws);
  const policy = bucketPolicy(name, region, aws);
  const { others, loadBalancer } = 'answer' in policy && policy.answer ? writersOf(policy.answer) : { others: [], loadBalancer: false };
  const more = others.length > mostNamed ? `, and ${others.length - mostNamed} more` : '';
  return [
    ...(trails.to.has(name) ? ['CloudTrail delivers to it'] : []),
    ...(accessLogs.to.has(name) ? ['S3 delivers access logs to it'] : []),
    ...(loadBalancer ? ['a load balancer may deliver to it'] : []),
    ...(others.length > 0 ? [`its policy lets ${others.slice(0, mostNamed).join(', ')}${more} write to it`] : []),
  ];
}
