import { ABSENT, context, decide, parsePolicy, principalKeys, type Tri } from '../policy/index.ts';

/** An alarm that goes off, and the account in which it does. */
export interface AlarmSource {
  readonly account: string;
  readonly alarmArn: string;
}

const cloudwatch = { kind: 'service', service: 'cloudwatch.amazonaws.com' } as const;

/** What a request carries that CloudWatch makes for an alarm. */
const keysOf = ({ account, alarmArn }: AlarmSource) =>
  ({
    'aws:SourceAccount': { values: [account] },
    'aws:SourceOwner': { values: [account] },
    'aws:SourceArn': { values: [alarmArn] },
    'aws:SecureTransport': { values: ['true'] },
    'aws:SourceIp': ABSENT,
    'aws:SourceVpce': ABSENT,
    'aws:SourceVpc': ABSENT,
  }) as const;

/**
 * May CloudWatch publish what an alarm says to a topic? The policy that a topic is made with lets everything of its own account do so
 * (`AWS:SourceOwner`). https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function mayPublish(policy: string, topicArn: string, source: AlarmSource): Tri {
  const document = parsePolicy(policy);
  if (!document) return 'maybe';
  const request = { action: 'sns:Publish', resource: topicArn };
  const asService = decide(document.statements, {
    ...request,
    who: cloudwatch,
    context: context(principalKeys(cloudwatch), keysOf(source)),
  });
  if (asService.allowed !== 'no' || asService.denies.length > 0) return asService.allowed;
  const account = { kind: 'account', account: source.account } as const;
  return decide(document.statements, { ...request, who: account, context: context(principalKeys(account), keysOf(source)) }).allowed;
}

/** May CloudWatch use the key of an encrypted topic? https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export function mayUseKey(policy: string, keyArn: string, source: AlarmSource): Tri {
  const document = parsePolicy(policy);
  if (!document) return 'maybe';
  const allowed = ['kms:Decrypt', 'kms:GenerateDataKey'].map(
    (action) =>
      decide(document.statements, {
        who: cloudwatch,
        action,
        resource: keyArn,
        context: context(principalKeys(cloudwatch), keysOf(source)),
      }).allowed,
  );
  return allowed.includes('no') ? 'no' : allowed.includes('maybe') ? 'maybe' : 'yes';
}
