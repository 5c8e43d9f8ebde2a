import {
  CloudTrailClient,
  CreateTrailCommand,
  type EventSelector,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { type SeedAws, seedAccount } from './aws.ts';

export interface TrailSeed {
  readonly name: string;
  /** Its home. */
  readonly region: string;
  readonly bucket: string;
  /** Logs every region and the global services, unless false. */
  readonly everywhere?: boolean;
  readonly validates?: boolean;
  readonly keyArn?: string;
  /** Its log group, and the role by which it writes there. */
  readonly group?: { readonly arn: string; readonly roleArn: string };
  readonly selectors?: readonly EventSelector[];
  /** Logs now, unless false. */
  readonly logs?: boolean;
}

export const trailArn = ({ name, region }: Pick<TrailSeed, 'name' | 'region'>): string =>
  `arn:aws:cloudtrail:${region}:${seedAccount}:trail/${name}`;

/** Makes a trail. Its bucket must be there. */
export async function trail(aws: SeedAws, seed: TrailSeed): Promise<void> {
  const { name: Name, region, bucket: S3BucketName, everywhere = true, group } = seed;
  const cloudtrail = aws.client(CloudTrailClient, region);
  await cloudtrail.send(
    new CreateTrailCommand({
      Name,
      S3BucketName,
      IsMultiRegionTrail: everywhere,
      IncludeGlobalServiceEvents: everywhere,
      EnableLogFileValidation: seed.validates !== false,
      ...(seed.keyArn && { KmsKeyId: seed.keyArn }),
      ...(group && { CloudWatchLogsLogGroupArn: group.arn, CloudWatchLogsRoleArn: group.roleArn }),
    }),
  );
  // every trail has selectors at AWS; the emulator makes a trail without
  const selectors = seed.selectors ?? [{ ReadWriteType: 'All', IncludeManagementEvents: true }];
  await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors: [...selectors] }));
  if (seed.logs !== false) await cloudtrail.send(new StartLoggingCommand({ Name }));
}
