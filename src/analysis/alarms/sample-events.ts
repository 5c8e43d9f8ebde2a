/** A CloudTrail event, as CloudWatch Logs gets it. */
export type TrailEvent = Readonly<Record<string, unknown>>;

/*
 * Events as CloudTrail writes them, with invented names. Users and roles alternate, so that a filter for one kind of caller
 * is not taken for a filter for all.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

const ACCOUNT = '111122223333';

const ROOT = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: '' };
const USER = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: `arn:aws:iam::${ACCOUNT}:user/ana`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'ana',
};
const ROLE = {
  type: 'AssumedRole',
  principalId: 'AROAIDPPEZS35WEXAMPLE:ben',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/developers/ben`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAIDPPEZS35WEXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:role/developers`,
      accountId: ACCOUNT,
      userName: 'developers',
    },
    attributes: { creationDate: '2026-03-01T08:00:00Z', mfaAuthenticated: 'false' },
  },
};

const event = (own: TrailEvent): TrailEvent => ({
  eventVersion: '1.11',
  userIdentity: USER,
  eventTime: '2026-03-01T08:15:30Z',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.64',
  userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0 exe/x86_64',
  requestParameters: null,
  responseElements: null,
  requestID: '5f1f7a3c-0000-4000-8000-3f2b1a6c9d10',
  eventID: '0c2d4e6f-0000-4000-8000-9a8b7c6d5e4f',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  ...own,
});

const call = (service: string, eventName: string, own: TrailEvent = {}): TrailEvent =>
  event({ eventSource: `${service}.amazonaws.com`, eventName, ...own });

/** Calls of one service, by a user and by a role in turn, in two regions. */
const calls = (service: string, names: readonly string[], regions: readonly string[]): readonly TrailEvent[] =>
  names.flatMap((name) =>
    [USER, ROLE].map((userIdentity, i) => call(service, name, { userIdentity, awsRegion: regions[i % regions.length] })),
  );

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
const login = (who: TrailEvent, mfaUsed: 'Yes' | 'No', own: TrailEvent = {}): TrailEvent => {
  const { accessKeyId: _, ...userIdentity } = who;
  return event({
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    userIdentity,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: mfaUsed },
    eventType: 'AwsConsoleSignIn',
    ...own,
  });
};

const FAILED = { errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } };
const REGIONS = ['us-east-1', 'eu-central-1'];
const GLOBAL = ['us-east-1'];

/** The root user signs in, reads, and changes something. */
export const rootUse: readonly TrailEvent[] = [
  login(ROOT, 'Yes'),
  call('s3', 'ListBuckets', { userIdentity: ROOT, readOnly: true, awsRegion: 'eu-central-1' }),
  call('iam', 'CreateAccessKey', { userIdentity: ROOT }),
];

/** Users sign in to the console with a password alone. */
export const loginWithoutMfa: readonly TrailEvent[] = [
  login(USER, 'No'),
  login({ ...USER, userName: 'cleo', arn: `arn:aws:iam::${ACCOUNT}:user/cleo` }, 'No', { awsRegion: 'eu-central-1' }),
];

/** A wrong password of a user, and of the root user, who has MFA. */
export const failedLogin: readonly TrailEvent[] = [login(USER, 'No', FAILED), login(ROOT, 'Yes', { ...FAILED, awsRegion: 'eu-central-1' })];

/** Calls that were denied: the services have different codes for it. */
export const deniedCall: readonly TrailEvent[] = [
  call('s3', 'GetBucketPolicy', { errorCode: 'AccessDenied', errorMessage: 'Access Denied', readOnly: true }),
  call('iam', 'CreateUser', {
    userIdentity: ROLE,
    errorCode: 'AccessDenied',
    errorMessage: 'User is not authorized to perform: iam:CreateUser',
  }),
  call('kms', 'Decrypt', {
    userIdentity: ROLE,
    errorCode: 'AccessDeniedException',
    errorMessage: 'User is not authorized to perform: kms:Decrypt',
  }),
  call('ec2', 'RunInstances', {
    awsRegion: 'eu-central-1',
    errorCode: 'Client.UnauthorizedOperation',
    errorMessage: 'You are not authorized to perform this operation.',
  }),
];

/** Policies of users, groups and roles are written, attached, detached and deleted. */
export const iamChange: readonly TrailEvent[] = calls(
  'iam',
  [
    ...['User', 'Group', 'Role'].flatMap((who) => [`Put${who}Policy`, `Delete${who}Policy`, `Attach${who}Policy`, `Detach${who}Policy`]),
    ...['CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion'],
  ],
  GLOBAL,
);

/** Trails are made, changed, deleted, started and stopped. */
export const trailChange: readonly TrailEvent[] = calls(
  'cloudtrail',
  ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'],
  REGIONS,
);

/** A key is disabled, or will be deleted. */
export const keyLoss: readonly TrailEvent[] = calls('kms', ['DisableKey', 'ScheduleKeyDeletion'], REGIONS);

/** A bucket's policy is set or removed. */
export const bucketPolicyChange: readonly TrailEvent[] = calls('s3', ['PutBucketPolicy', 'DeleteBucketPolicy'], REGIONS);
