import { alarm, topic } from '../emulator/seed/alarms.ts';
import type { SeedAws } from '../emulator/seed/aws.ts';
import { trail } from '../emulator/seed/cloudtrail.ts';
import { roleArn } from '../emulator/seed/iam.ts';
import { metricFilter } from '../emulator/seed/logs.ts';
import { home, type Stores } from './stores.ts';

/** Of these buckets the trail writes down every read and write. */
const watched = ['acme-seller-orders', 'acme-seller-exports', 'acme-seller-returns', 'acme-seller-legacy', 'acme-seller-invoices'];

/** A trail of every region and one that nobody looks after; filters, alarms and topics, of which some chains are broken. */
export async function seedTrails(aws: SeedAws, { logsKey, trailGroup }: Stores): Promise<void> {
  await trail(aws, {
    name: 'acme-seller',
    region: home,
    bucket: 'acme-seller-trail',
    keyArn: logsKey,
    group: { arn: trailGroup, roleArn: roleArn('trail-to-logs') },
    selectors: [
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [{ Type: 'AWS::S3::Object', Values: watched.map((name) => `arn:aws:s3:::${name}/`) }],
      },
    ],
  });
  await trail(aws, {
    name: 'old-trail',
    region: 'us-east-1',
    bucket: 'acme-seller-old-trail',
    everywhere: false,
    validates: false,
    logs: false,
  });

  const alerts = await topic(aws, home, 'acme-seller-alerts', 'alerts@acme-seller.example');
  // nobody has confirmed its subscription (the wire says so)
  const oncall = await topic(aws, home, 'acme-seller-oncall', 'oncall@acme-seller.example');
  const filter = (name: string, pattern: string) => metricFilter(aws, home, '/acme-seller/trail', name, pattern);
  await filter('root-use', '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }');
  await filter('failed-logins', '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }');
  await filter('iam-changes', `{ ${iamChanges.map((name) => `($.eventName = ${name})`).join(' || ')} }`);
  await filter(
    'trail-changes',
    `{ ${['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'].map((name) => `($.eventName = ${name})`).join(' || ')} }`,
  );
  await alarm(aws, home, 'root-use', alerts);
  await alarm(aws, home, 'iam-changes', alerts);
  await alarm(aws, home, 'failed-logins', oncall, 5);
}

/** docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html */
const iamChanges =
  'DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy'.split(
    ' ',
  );
