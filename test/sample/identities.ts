import {
  CreateAccountAliasCommand,
  CreateServiceLinkedRoleCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { leastPolicy } from '../../src/calls/permissions.ts';
import { type SeedAws, seedAccount } from '../emulator/seed/aws.ts';
import {
  allow,
  github,
  group,
  managedPolicy,
  type RoleSeed,
  role,
  roleArn,
  trustArn,
  trustGithub,
  trustService,
  type UserSeed,
  user,
  userArn,
} from '../emulator/seed/iam.ts';

/** The vendor that prints labels, in an account of its own. */
export const vendor = '444455556666';

const provider = `arn:aws:iam::${seedAccount}:oidc-provider/token.actions.githubusercontent.com`;
const boundary = `arn:aws:iam::${seedAccount}:policy/labels-only`;
const objectsOf = (bucket: string): string => `arn:aws:s3:::${bucket}/*`;
const lambda = trustService('lambda.amazonaws.com');

/** People and programs of the seller's, good and bad. */
export const users: readonly UserSeed[] = [
  { name: 'anna', made: 900, password: { used: 1 }, mfa: true, groups: ['administrators'] },
  {
    name: 'ben',
    made: 700,
    password: { used: 2 },
    mfa: true,
    keys: [{ made: 420, used: 3 }],
    inline: [
      allow(['s3:GetObject', 's3:PutObject'], objectsOf('acme-seller-reports')),
      allow(['logs:GetLogEvents', 'logs:FilterLogEvents'], '*'),
    ],
  },
  { name: 'cara', made: 600, password: { used: 130 }, attached: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] },
  {
    name: 'dev-team',
    made: 400,
    password: { used: 5 },
    mfa: true,
    keys: [{ made: 210 }],
    inline: [allow(['iam:CreateAccessKey', 'iam:ListUsers'], '*')],
  },
  { name: 'sp-api', made: 800, keys: [{ made: 150, used: 0 }], inline: [allow('sts:AssumeRole', roleArn('acme-seller-sp-api'))] },
  // everything, within a boundary that leaves little of it
  { name: 'shipping-sync', made: 300, keys: [{ made: 30, used: 1 }], inline: [allow('*', '*')], boundary },
];

export const roles: readonly RoleSeed[] = [
  {
    name: 'acme-seller-sp-api',
    made: 800,
    used: 0,
    trust: [trustArn(userArn('sp-api'))],
    inline: [allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')],
  },
  {
    name: 'github-deploy',
    made: 300,
    used: 1,
    trust: [
      trustGithub(provider, {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme-seller/orders:ref:refs/heads/main',
      }),
    ],
    inline: [allow('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${seedAccount}:function:acme-seller-orders`)],
  },
  // any job of anybody's at GitHub
  {
    name: 'github-preview',
    made: 200,
    used: 8,
    trust: [trustGithub(provider, { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' })],
    inline: [allow(['s3:GetObject', 's3:PutObject'], objectsOf('acme-seller-website'))],
  },
  {
    name: 'label-vendor',
    made: 350,
    used: 2,
    trust: [trustArn(`arn:aws:iam::${vendor}:root`)],
    inline: [allow('s3:GetObject', objectsOf('acme-seller-labels'))],
  },
  {
    name: 'repricer-vendor',
    made: 500,
    used: 200,
    trust: [trustArn(`arn:aws:iam::${vendor}:root`, { StringEquals: { 'sts:ExternalId': 'acme-seller-4711' } })],
    inline: [allow('s3:GetObject', objectsOf('acme-seller-stock'))],
  },
  { name: 'orders-worker', made: 640, used: 0, trust: [lambda], inline: [allow('s3:*', '*')] },
  {
    name: 'notifications-worker',
    made: 640,
    used: 0,
    trust: [lambda],
    inline: [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], `arn:aws:sqs:eu-west-1:${seedAccount}:acme-seller-notifications`)],
  },
  {
    name: 'job-runner',
    made: 240,
    used: 0,
    trust: [lambda],
    inline: [allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], '*')],
  },
  {
    name: 'legacy-batch',
    made: 1_000,
    used: 320,
    trust: [trustService('ec2.amazonaws.com')],
    inline: [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
  },
  {
    name: 'trail-to-logs',
    made: 700,
    used: 0,
    trust: [trustService('cloudtrail.amazonaws.com')],
    inline: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `arn:aws:logs:eu-west-1:${seedAccount}:log-group:/acme-seller/trail:*`)],
  },
  {
    name: 'replication',
    made: 500,
    used: 0,
    trust: [trustService('s3.amazonaws.com')],
    inline: [
      allow(['s3:ReplicateObject'], objectsOf('acme-seller-exports-copy')),
      allow('s3:GetObjectVersionForReplication', objectsOf('acme-seller-exports')),
    ],
  },
  // the audit itself, every night
  {
    name: 'dpp-audit',
    made: 60,
    used: 1,
    trust: [
      trustGithub(provider, {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme-seller/audit:ref:refs/heads/main',
      }),
    ],
    inline: leastPolicy().Statement,
  },
  // made by IAM Identity Center: nobody can change it here
  {
    name: 'AWSReservedSSO_AdministratorAccess_0123456789abcdef',
    path: '/aws-reserved/sso.amazonaws.com/',
    made: 100,
    used: 4,
    trust: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${seedAccount}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  },
];

/** Makes everyone, one after another, so that the emulator's ids come out the same. */
export async function seedIdentities(aws: SeedAws): Promise<void> {
  const iam = aws.client(IAMClient, 'us-east-1');
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme-seller' }));
  await iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 12,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: false,
      MaxPasswordAge: 365,
      PasswordReusePrevention: 5,
    }),
  );
  await github(aws);
  await managedPolicy(aws, 'labels-only', allow(['s3:GetObject', 's3:PutObject'], objectsOf('acme-seller-labels')));
  await group(aws, 'administrators', ['arn:aws:iam::aws:policy/AdministratorAccess']);
  for (const seed of users) await user(aws, seed);
  for (const seed of roles) await role(aws, seed);
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'support.amazonaws.com' }));
}
