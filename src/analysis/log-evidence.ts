import { isAwsAccount } from './exposure/aws-accounts.ts';
import { matchesAction, type PolicyDocument, type Principal } from './policy/index.ts';

/** Services that write nothing but logs to a bucket. docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
const logServices = new Set([
  'cloudtrail.amazonaws.com',
  'logging.s3.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
  'delivery.logs.amazonaws.com',
]);

const loadBalancing = 'logdelivery.elasticloadbalancing.amazonaws.com';

/** What a bucket's policy says about who writes to it. */
export interface Writers {
  /** A load balancer may deliver its access logs. docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
  readonly loadBalancer: boolean;
  /** Somebody who is no log service may write too, a name each. */
  readonly others: readonly string[];
}

/** Another account's replication writes without `s3:PutObject`. docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
const WRITING = ['s3:PutObject', 's3:ReplicateObject'] as const;

/** Who may write to a bucket by its policy. */
export function writersOf({ statements }: PolicyDocument): Writers {
  const writing = statements.filter(
    ({ effect, actions }) => effect === 'Allow' && WRITING.some((action) => matchesAction(actions, action) !== 'no'),
  );
  const principals = writing.flatMap(({ principals: named }): Principal[] =>
    !named || named.not ? [{ kind: 'everyone' }] : [...named.values],
  );
  return {
    loadBalancer: principals.some(isLoadBalancer),
    others: [...new Set(principals.flatMap((principal) => otherName(principal) ?? []))].sort(),
  };
}

const isLoadBalancer = (principal: Principal): boolean =>
  (principal.kind === 'account' && isAwsAccount(principal.account)) ||
  (principal.kind === 'service' && principal.service === loadBalancing);

function otherName(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'service':
      return logServices.has(principal.service) || /^logging\.s3\./.test(principal.service) ? undefined : principal.service;
    case 'account':
      return isAwsAccount(principal.account) ? undefined : `account ${principal.account}`;
    case 'deleted':
      return undefined;
    case 'arn':
      return principal.arn;
    default:
      return principal.kind;
  }
}
