import { Type } from 'typebox';
import { logGroupLife } from '../analysis/retention/log-group.ts';
import { logs } from '../calls/logs.ts';
import { codes } from '../facts/codes.ts';
import type { Answer, Facts, Reason } from '../facts/fact.ts';
import { given } from '../facts/fact.ts';
import { block, couldBe, fact, mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { type Identity, resource } from './resource.ts';
import { Encryption, Retention } from './traits.ts';

/** A log group as DescribeLogGroups tells it: its settings stand in the list itself. */
interface Group extends Identity {
  readonly days: number | undefined;
  readonly logClass: string | undefined;
  readonly key: string;
}

const listed = (aws: Aws, region: string): Answer<readonly unknown[]> => aws.pages(logs.DescribeLogGroups, {}, region);

export const logsGroup = resource('logs.group', {
  title: { one: 'log group', many: 'log groups' },
  service: 'logs',
  regional: true,
  facts: {
    logClass: Type.Enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'], {
      description: 'INFREQUENT_ACCESS has no metric filters; DELIVERY keeps one day',
    }),
    retention: Retention,
    encryption: Encryption,
  },

  list: (aws) =>
    aws.list(logs.DescribeLogGroups, {}, (page, region) =>
      (page.logGroups ?? []).map(
        ({ logGroupName: name = '', logGroupArn, arn, retentionInDays: days, logGroupClass: logClass, kmsKeyId: key = '' }): Group => ({
          arn: logGroupArn ?? (arn ?? '').replace(/:\*$/, ''),
          name,
          region,
          days,
          logClass,
          key,
        }),
      ),
    ),

  read({ name, region, days, logClass, key }, aws) {
    const list = listed(aws, region);
    return {
      logClass: fact([list], () => (logClass ?? 'STANDARD') as 'STANDARD'),
      retention: groupRetention(name, region, logGroupLife(days, logClass), aws),
      // log groups are always encrypted: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      encryption: block(Encryption, [list], () => ({ atRest: true, algorithm: 'AES-256' as const, keyManaged: key !== '', keyArn: key })),
    };
  },

  classOf({ arn: resourceArn, region }, aws) {
    const tags = mapAnswer(aws.answer(logs.ListTagsForResource, { resourceArn }, region), (answer) =>
      answer === undefined ? {} : (answer.tags ?? null),
    );
    return { tags, log: { answer: 'a log group holds logs', refs: [], operation: logs.DescribeLogGroups.id } };
  },
});

/** How long events live in the group, and in what copies it: a copy elsewhere leaves the longest life open. */
function groupRetention(name: string, region: string, life: number, aws: Aws): Facts<typeof Retention> {
  const list = listed(aws, region);
  const witness = life === Number.POSITIVE_INFINITY ? 'every event' : 'an event';
  const lasting = given(witness, list.refs);
  const copies = life === Number.POSITIVE_INFINITY ? { answer: [], refs: [], operation: '' } : copiesOf(name, region, aws);
  return {
    maxDays: fact([list, couldBe(copies, [], ['somewhere'])], (_, to) => {
      if (!to || to.length === 0) return life;
      const reason: Reason = {
        operation: logs.DescribeSubscriptionFilters.id,
        code: codes.elsewhere,
        note: `its events are copied to ${to.join(', ')}, where this audit does not look`,
      };
      return { unknown: [reason], atLeast: life };
    }),
    witness: lasting,
    minDays: fact([list], () => life),
    minWitness: lasting,
  };
}

/** Where a group's events are copied: its own subscriptions, the account's, and exports to S3. */
function copiesOf(logGroupName: string, region: string, aws: Aws): Answer<readonly string[]> {
  const subscriptions = aws.pages(logs.DescribeSubscriptionFilters, { logGroupName }, region);
  const policies = aws.pages(logs.DescribeAccountPolicies, { policyType: 'SUBSCRIPTION_FILTER_POLICY' }, region);
  const exports = aws.pages(logs.DescribeExportTasks, {}, region);
  const refs = [...subscriptions.refs, ...policies.refs, ...exports.refs];
  const found: string[] = [];
  let lacking: Reason | undefined;
  if ('unknown' in subscriptions) lacking = subscriptions.unknown;
  else
    for (const filter of (subscriptions.answer ?? []).flatMap((page) => page.subscriptionFilters ?? []))
      found.push(filter.destinationArn ?? 'a subscription');
  if ('unknown' in policies) lacking ??= policies.unknown;
  else {
    for (const { policyDocument, selectionCriteria } of (policies.answer ?? []).flatMap((page) => page.accountPolicies ?? [])) {
      if (!excludes(selectionCriteria, logGroupName)) found.push(destinationOf(policyDocument));
    }
  }
  if ('unknown' in exports) lacking ??= exports.unknown;
  else {
    for (const task of (exports.answer ?? []).flatMap((page) => page.exportTasks ?? [])) {
      const failed = task.status?.code === 'FAILED' || task.status?.code === 'CANCELLED';
      if (task.logGroupName === logGroupName && !failed) found.push(`the bucket ${task.destination ?? ''}`);
    }
  }
  if (found.length > 0 || !lacking) return { answer: [...new Set(found)].sort(), refs, operation: logs.DescribeSubscriptionFilters.id };
  return { unknown: lacking, refs };
}

/** `LogGroupName NOT IN ["a", "b"]` is the one criterion there is. docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html */
function excludes(criteria: string | undefined, name: string): boolean {
  const list = /^\s*LogGroupName\s+NOT\s+IN\s+\[(.*)\]\s*$/i.exec(criteria ?? '')?.[1];
  return list !== undefined && [...list.matchAll(/"([^"]*)"/g)].some(([, excluded]) => excluded === name);
}

function destinationOf(document: string | undefined): string {
  try {
    return String((JSON.parse(document ?? '') as { DestinationArn?: string }).DestinationArn ?? "the account's subscription");
  } catch {
    return "the account's subscription";
  }
}
