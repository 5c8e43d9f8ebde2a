import type { Tri } from '../analysis/policy/index.ts';
import { broken, chain, holding, type Link, linkIf, linkOfAnswer, unclear } from '../analysis/trail/link.ts';
import { type AlarmSource, mayPublish, mayUseKey } from '../analysis/trail/publish.ts';
import type { AnyCall } from '../calls/catalogue.ts';
import { kms } from '../calls/kms.ts';
import { sns } from '../calls/sns.ts';
import { codes } from '../facts/codes.ts';
import type { Answer } from '../facts/fact.ts';
import type { Aws } from './aws.ts';

/**
 * Does what an alarm says to a topic reach somebody: may CloudWatch publish there, and use the topic's key, and is a subscription confirmed?
 * Topics of other accounts can't be looked at. https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export function topicTells(TopicArn: string, source: AlarmSource, aws: Aws): Link {
  const [, , , region = '', account = '', name = ''] = TopicArn.split(':');
  if (account !== aws.account) {
    return unclear([{ operation: sns.GetTopicAttributes.id, code: codes.elsewhere, note: `the topic ${name} belongs to another account` }]);
  }
  const topic = aws.answer(sns.GetTopicAttributes, { TopicArn }, region);
  const subscriptions = aws.pages(sns.ListSubscriptionsByTopic, { TopicArn }, region);
  if (isGone(sns.GetTopicAttributes, topic)) return broken([`the topic ${name} does not exist`], topic.refs);
  return chain([
    linkOfAnswer(topic, (answer) => {
      const { Policy, KmsMasterKeyId } = answer?.Attributes ?? {};
      if (Policy === undefined) return unclear([{ operation: sns.GetTopicAttributes.id, code: codes.malformed }]);
      return chain([
        allowed(
          mayPublish(Policy, TopicArn, source),
          `the policy of the topic ${name} does not let CloudWatch publish`,
          sns.GetTopicAttributes,
        ),
        KmsMasterKeyId ? keyServes(KmsMasterKeyId, { name, region }, source, aws) : holding(),
      ]);
    }),
    linkOfAnswer(subscriptions, (pages) => {
      const confirmed = (pages ?? [])
        .flatMap((page) => page.Subscriptions ?? [])
        .some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
      return linkIf(confirmed, `nobody has confirmed a subscription to the topic ${name}`);
    }),
  ]);
}

interface Topic {
  readonly name: string;
  readonly region: string;
}

/**
 * May CloudWatch use the key under which a topic is encrypted? The key that AWS keeps for SNS serves no other service, and its policy can't be
 * changed. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function keyServes(key: string, { name, region }: Topic, source: AlarmSource, aws: Aws): Link {
  const managed = broken([`the topic ${name} is encrypted under alias/aws/sns, which CloudWatch can't use`]);
  if (/(?:^|:)alias\/aws\//.test(key)) return managed;
  const [, , , keyRegion = region, account = aws.account] = key.startsWith('arn:') ? key.split(':') : [];
  if (account !== aws.account) {
    return unclear([
      { operation: kms.GetKeyPolicy.id, code: codes.elsewhere, note: `the key of the topic ${name} belongs to another account` },
    ]);
  }
  return withKeyId(key, keyRegion, aws, (KeyId) =>
    linkOfAnswer(aws.answer(kms.DescribeKey, { KeyId }, keyRegion), (answer) => {
      const { KeyManager, Enabled, Arn = '' } = answer?.KeyMetadata ?? {};
      if (KeyManager === 'AWS') return managed;
      return chain([
        linkIf(Enabled === true, `the key of the topic ${name} is not enabled`),
        linkOfAnswer(aws.answer(kms.GetKeyPolicy, { KeyId }, keyRegion), (policy) =>
          allowed(
            mayUseKey(policy?.Policy ?? '', Arn, source),
            `the policy of the key of the topic ${name} does not let CloudWatch use it`,
            kms.GetKeyPolicy,
          ),
        ),
      ]);
    }),
  );
}

/** A topic names its key by id, by ARN, or by alias. */
function withKeyId(key: string, region: string, aws: Aws, then: (keyId: string) => Link): Link {
  const name = key.split(':').at(-1) ?? key;
  if (!name.startsWith('alias/')) return then(name.replace(/^key\//, ''));
  return linkOfAnswer(aws.pages(kms.ListAliases, {}, region), (pages) => {
    const alias = (pages ?? []).flatMap((page) => page.Aliases ?? []).find(({ AliasName }) => AliasName === name);
    return alias?.TargetKeyId ? then(alias.TargetKeyId) : broken([`the key ${name} does not exist`]);
  });
}

function allowed(tri: Tri, otherwise: string, { id }: AnyCall): Link {
  if (tri === 'maybe')
    return unclear([
      {
        operation: id,
        code: codes.undecided,
        note: `it can't be told whether ${otherwise.replace(' does not let CloudWatch', ' lets CloudWatch')}`,
      },
    ]);
  return linkIf(tri === 'yes', otherwise);
}

const isGone = (call: AnyCall, answer: Answer<unknown>): boolean => 'unknown' in answer && call.gone.includes(answer.unknown.code);
