import type { FindingRow, FindingsFile, RecordRow, RequirementRow, ResourceRow, RuleRow } from '../../src/findings/file.ts';
import { type Verdict, verdicts, worst } from '../../src/findings/verdict.ts';
import { hostile } from './hostile.ts';

/** A small seller's account, made by hand: it passes, fails, waives, could not read, and holds names that mean ill. */

type Edition = FindingsFile['audit']['edition'];
const asOf = '2026-11-24T09:12:00.000Z';

export const editions = {
  old: { id: 'dpp-2022-08', title: '2022-08', inForce: false, from: '2022-08-22', until: '2024-06-11', newest: false },
  newest: { id: 'dpp-2026-08', title: '2026-08', inForce: true, from: '2026-08-25', until: '', newest: true },
} as const satisfies Record<string, Edition>;

const rule = (id: string, requirement: string, resource: string, more: Partial<RuleRow>): RuleRow => ({
  id,
  title: 'It is as the policy wants it',
  requirement,
  severity: 'high',
  effort: 'minutes',
  authority: 'policy',
  resource,
  rationale: 'What lies around longer than it must can be stolen, and Amazon asks for it to be gone.',
  limits: 'Sees the settings alone, not what copies leave the account by hand.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'],
  own: false,
  remediation: {},
  ...more,
});

export const rules: readonly RuleRow[] = [
  rule('stores-pii-retention', 'pii-retention', 'trait:retention', {
    title: 'Everything in a store of PII is gone within 30 days',
    severity: 'critical',
    remediation: {
      's3.bucket': {
        text: 'Let {name} delete every object after 20 days and old versions after 10. Check first that nothing but orders lies in it.',
        cli: `aws s3api put-bucket-lifecycle-configuration --bucket {name} --lifecycle-configuration \\
  '{"Rules":[{"ID":"pii","Status":"Enabled","Filter":{},"Expiration":{"Days":20},"NoncurrentVersionExpiration":{"NoncurrentDays":10}}]}'`,
        terraform: 'resource "aws_s3_bucket_lifecycle_configuration" "pii" {\n  bucket = "{name}"\n  # …\n}',
      },
      'logs.group': {
        text: 'Set the retention of {name} to 30 days or less.',
        cli: 'aws logs put-retention-policy --log-group-name {name} --retention-in-days 30',
      },
    },
  }),
  rule('stores-log-retention', 'log-retention', 'trait:retention', { title: 'Logs are kept 90 days at least' }),
  rule('stores-https-only', 'encryption-in-transit', 'trait:tls', {
    title: 'Nothing connects without TLS',
    remediation: {
      's3.bucket': {
        text: 'Refuse connections to {name} without TLS.',
        cli: 'aws s3api put-bucket-policy --bucket {name} --policy file://tls.json',
      },
    },
  }),
  rule('stores-no-public-access', 'network-public-access', 'trait:exposure', {
    title: 'Nobody outside reaches it',
    severity: 'critical',
    remediation: {
      's3.bucket': {
        text: 'Block public access to {name}.',
        cli: 'aws s3api put-public-access-block --bucket {name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
      },
    },
  }),
  rule('stores-encrypted', 'encryption-at-rest', 'trait:encryption', { title: 'It is encrypted with AES-128 or better' }),
  rule('users-mfa', 'mfa', 'iam.user', {
    title: 'Whoever has a console password has MFA',
    remediation: { 'iam.user': { text: 'Give {name} an MFA device.' } },
  }),
  rule('keys-rotation', 'key-management', 'kms.key', { title: 'The key is rotated every 365 days', severity: 'medium' }),
  rule('access-key-age', 'credential-storage', 'iam.access-key', {
    title: 'The key is at most 180 days old',
    severity: 'medium',
    authority: 'platform',
  }),
  rule('users-unused', 'access-review', 'iam.user', {
    title: 'Nobody has rights and does not use them',
    severity: 'low',
    authority: 'guidance',
    effort: 'hours',
  }),
];

const s3 = (name: string, dataClass: string, classBy: string, days: number | 'forever', more: ResourceRow['facts'] = {}): ResourceRow => ({
  type: 's3.bucket',
  arn: `arn:aws:s3:::${name}`,
  name,
  region: 'eu-west-1',
  service: 's3',
  dataClass,
  classBy,
  facts: {
    'retention.maxDays': { value: days },
    'retention.minDays': { value: days },
    'retention.witness': { value: 'old versions of any object' },
    'exposure.public': { value: [] },
    'exposure.outsiders': { value: [] },
    'tls.httpsOnly': { value: true },
    'encryption.atRest': { value: true },
    'encryption.algorithm': { value: 'AES-256' },
    'logging.reads': { value: true },
    'logging.writes': { value: true },
    ...more,
  },
});

const denied = { unknown: [{ operation: 's3:GetBucketLifecycleConfiguration', code: 'AccessDenied', region: 'eu-west-1' }] };

export const resources: readonly ResourceRow[] = [
  s3('seller-reports', 'pii', 'tag amazon-data-class', 'forever', { 'tls.httpsOnly': { value: false } }),
  s3('labels-archive', 'pii', 'pattern *-archive', 60, {
    'exposure.public': { value: ['anyone on the internet may s3:GetObject (statement 2)'] },
    'tls.httpsOnly': { value: false },
  }),
  s3('order-exports', 'pii', 'tag amazon-data-class', 7),
  s3('orders-inbox', 'pii', 'nothing says its class, and so it is audited as PII', 30, { 'retention.maxDays': { ...denied, atLeast: 20 } }),
  s3('catalogue-cache', 'information', 'tag amazon-data-class', 400),
  s3('trail-logs', 'log', 'CloudTrail writes to it', 'forever'),
  s3('website', 'none', 'tag amazon-data-class', 'forever', {
    'exposure.public': { value: ['anyone on the internet may s3:GetObject (statement 1)'] },
  }),
  ...hostile.map((name): ResourceRow => s3(name, 'pii', `pattern ${name}`, 45)),
  {
    type: 'iam.user',
    arn: 'arn:aws:iam::111122223333:user/anna@acme.example',
    name: 'anna@acme.example',
    region: '',
    service: 'iam',
    dataClass: '',
    classBy: '',
    facts: {},
  },
  {
    type: 'iam.user',
    arn: 'arn:aws:iam::111122223333:user/ben',
    name: 'ben',
    region: '',
    service: 'iam',
    dataClass: '',
    classBy: '',
    facts: {},
  },
  {
    type: 'iam.access-key',
    arn: 'arn:aws:iam::111122223333:user/sp-api/AKIA0EXAMPLE',
    name: 'AKIA0EXAMPLE of sp-api',
    region: '',
    service: 'iam',
    dataClass: '',
    classBy: '',
    facts: {},
  },
  {
    type: 'kms.key',
    arn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    name: 'alias/orders',
    region: 'eu-west-1',
    service: 'kms',
    dataClass: 'pii',
    classBy: 'it encrypts seller-reports',
    facts: {},
  },
];

const record = (n: number, call: string, input: unknown, more: Partial<RecordRow>): RecordRow => ({
  id: `rec-${String(n).padStart(4, '0')}`,
  call,
  input,
  page: 0,
  region: 'eu-west-1',
  time: '2026-11-24T09:12:31.000Z',
  requestId: `REQ${n}EXAMPLE`,
  outcome: 'answer',
  ...more,
});

export const records: readonly RecordRow[] = resources.flatMap(({ name, type }, i): RecordRow[] =>
  type === 's3.bucket'
    ? [
        name === 'orders-inbox'
          ? record(
              i * 2,
              's3:GetBucketLifecycleConfiguration',
              { Bucket: name },
              { outcome: 'error', code: 'AccessDenied', message: `not allowed to read ${name}` },
            )
          : record(
              i * 2,
              's3:GetBucketLifecycleConfiguration',
              { Bucket: name },
              {
                answer: {
                  Rules: [{ ID: `expire ${name}`, Status: 'Enabled', Expiration: { Days: 30 } }],
                  Endpoint: { redacted: 'endpoint', length: 31 },
                },
              },
            ),
        record(
          i * 2 + 1,
          's3:GetBucketPolicy',
          { Bucket: name },
          {
            answer: {
              Policy: `{"Statement":[{"Sid":"${name.replaceAll('"', '')}","Effect":"Allow","Condition":{"StringEquals":{"sts:ExternalId":"redacted:external-id:12"}}}]}`,
            },
          },
        ),
      ]
    : [record(i * 2, `${type.split('.')[0]}:Describe`, { Name: name }, { answer: { Name: name } })],
);

/** The records of the nth resource. */
const recordsOf = (i: number): string[] => records.filter(({ id }) => Math.floor(Number(id.slice(4)) / 2) === i).map(({ id }) => id);

let next = 0;
const finding = (
  ruleId: string,
  resource: number,
  verdict: Verdict,
  message: string,
  checks: readonly Omit<FindingRow['checks'][number], 'from'>[],
  more: Partial<FindingRow> = {},
): FindingRow => {
  const of = rules.find(({ id }) => id === ruleId);
  const found = resources[resource];
  if (!of || !found) throw new Error(`The fixture has no ${ruleId} or no resource ${resource}`);
  const { type, arn, name, dataClass, region } = found;
  next += 1;
  return {
    id: `f${String(next).padStart(5, '0')}`,
    rule: ruleId,
    requirement: of.requirement,
    clause: requirementTable.find(([id]) => id === of.requirement)?.[1] ?? '',
    verdict,
    severity: of.severity,
    account: '111122223333',
    region,
    resource: { type, arn, name, dataClass },
    message,
    checks: checks.map((check) => ({ ...check, from: recordsOf(resource) })),
    ...more,
  };
};

const requirementTable: readonly (readonly [id: string, clause: string, title: string])[] = [
  ['network-firewall', '1.1', 'Firewalls and network lists'],
  ['network-public-access', '1.1', 'Public access only for approved users'],
  ['endpoint-protection', '1.1', "Protection of people's devices"],
  ['security-training', '1.1', 'Security training'],
  ['unique-ids', '1.2', 'One id for each person'],
  ['access-review', '1.2', 'Access reviewed every 90 days'],
  ['leaver-removal', '1.2', 'Leavers removed within 24 hours'],
  ['least-privilege', '1.3', 'Least privilege'],
  ['password-policy', '1.4', 'Password policy'],
  ['mfa', '1.4', 'MFA for every user'],
  ['credential-storage', '1.4', "Amazon's API keys"],
  ['encryption-in-transit', '1.5', 'Encryption in transit'],
  ['risk-management', '1.6', 'Risk management'],
  ['deletion-on-request', '1.7', 'Deletion on request'],
  ['pii-retention', '2.1', 'PII gone within 30 days'],
  ['data-governance', '2.2', 'Data governance'],
  ['asset-inventory', '2.3', 'Asset inventory'],
  ['encryption-at-rest', '2.4', 'Encryption at rest'],
  ['key-management', '2.4', 'Key management'],
  ['log-retention', '2.6', 'Logs kept 90 days'],
  ['penetration-testing', '2.7', 'Penetration test'],
  ['audit-records', '3', 'Audit records kept'],
];

const within = (days: number | 'forever', holds: 'yes' | 'no') => ({
  path: 'retention.maxDays',
  holds,
  expected: { maximum: 30 },
  found: { value: days },
});
const https = (holds: 'yes' | 'no') => ({ path: 'tls.httpsOnly', holds, expected: { const: true }, found: { value: holds === 'yes' } });
const closed = (open: string[]) =>
  ({ path: 'exposure.public', holds: open.length === 0 ? 'yes' : 'no', expected: { maxItems: 0 }, found: { value: open } }) as const;

const ofResources: readonly FindingRow[] = resources.flatMap((resource, i): FindingRow[] => {
  const { name, type, dataClass, facts } = resource;
  if (name === 'anna@acme.example')
    return [
      finding('users-mfa', i, 'fail', `${name} has a console password and no MFA`, [
        { path: 'mfa', holds: 'no', expected: { const: true }, found: { value: false } },
      ]),
    ];
  if (name === 'ben')
    return [
      finding('users-mfa', i, 'pass', 'Whoever has a console password has MFA', [
        { path: 'mfa', holds: 'yes', expected: { const: true }, found: { value: true } },
      ]),
      finding('users-unused', i, 'warn', `${name} was last seen 132 days ago; look at it every 90 days`, [
        { path: 'unusedDays', holds: 'no', expected: { maximum: 90 }, found: { value: 132 } },
      ]),
    ];
  if (type === 'iam.access-key')
    return [
      finding(
        'access-key-age',
        i,
        'waived',
        `${name} is 212 days old; the limit is 180 days`,
        [{ path: 'ageDays', holds: 'no', expected: { maximum: 180 }, found: { value: 212 } }],
        {
          waiver: { reason: 'Replacement planned', approver: 'T. Berg', expires: '2027-01-15', was: 'fail' },
        },
      ),
    ];
  if (type === 'kms.key')
    return [
      finding('keys-rotation', i, 'unknown', `The rotation of ${name} could not be read`, [
        {
          path: 'rotation.days',
          holds: 'unknown',
          expected: { maximum: 365 },
          found: { unknown: [{ operation: 'kms:GetKeyRotationStatus', code: 'AccessDeniedException', region: 'eu-west-1' }] },
        },
      ]),
    ];
  if (dataClass === 'none') return [finding('stores-no-public-access', i, 'not-applicable', `${name} holds nothing of Amazon's`, [])];
  const max = facts['retention.maxDays'];
  const days = max?.value;
  const open = facts['exposure.public']?.value;
  const tls = facts['tls.httpsOnly']?.value === true;
  const list = Array.isArray(open) ? open : [];
  const life = (): FindingRow[] => {
    if (dataClass === 'log')
      return [
        finding('stores-log-retention', i, 'pass', 'Logs are kept 90 days at least', [
          { path: 'retention.minDays', holds: 'yes', expected: { minimum: 90 }, found: { value: 'forever' } },
        ]),
      ];
    if (dataClass !== 'pii') return [];
    if (days === undefined)
      return [
        finding('stores-pii-retention', i, 'unknown', `How long ${name} keeps things could not be read`, [
          { path: 'retention.maxDays', holds: 'unknown', expected: { maximum: 30 }, found: { ...denied, atLeast: 20 } },
        ]),
      ];
    const bad = days === 'forever' || Number(days) > 30;
    const words = days === 'forever' ? 'for ever' : `${days} days`;
    return [
      bad
        ? finding('stores-pii-retention', i, 'fail', `${name} keeps old versions of any object: ${words}; the limit is 30 days`, [
            within(days as number | 'forever', 'no'),
          ])
        : finding('stores-pii-retention', i, 'pass', 'Everything in a store of PII is gone within 30 days', [
            within(days as number, 'yes'),
          ]),
    ];
  };
  return [
    ...life(),
    finding(
      'stores-https-only',
      i,
      tls ? 'pass' : 'fail',
      tls ? 'Nothing connects without TLS' : `${name} lets connections in without TLS`,
      [https(tls ? 'yes' : 'no')],
    ),
    finding(
      'stores-no-public-access',
      i,
      list.length === 0 ? 'pass' : 'fail',
      list.length === 0 ? 'Nobody outside reaches it' : `${name} is open to everyone`,
      [closed(list)],
    ),
    finding('stores-encrypted', i, 'pass', 'It is encrypted with AES-128 or better', [
      { path: 'encryption.algorithm', holds: 'yes', expected: { enum: ['AES-256', 'RSA-2048'] }, found: { value: 'AES-256' } },
    ]),
  ];
});

/** A list that could not be read in one region: about no single resource. */
const ofKeys: FindingRow = {
  id: 'f-keys',
  rule: 'keys-rotation',
  requirement: 'key-management',
  clause: '2.4',
  verdict: 'unknown',
  severity: 'medium',
  account: '111122223333',
  region: '',
  resource: { type: 'kms.key', arn: '', name: '', dataClass: '' },
  message: 'KMS keys could not all be listed: kms:ListKeys was denied in us-east-1',
  checks: [
    {
      path: 'list',
      holds: 'unknown',
      expected: {},
      found: { unknown: [{ operation: 'kms:ListKeys', code: 'AccessDeniedException', region: 'us-east-1' }] },
      from: [],
    },
  ],
};

export const findings: readonly FindingRow[] = [...ofResources, ofKeys];

/** A count for each verdict, nought where none is given. */
export const counts = (some: Partial<Record<Verdict, number>> = {}): RequirementRow['counts'] =>
  Object.fromEntries(verdicts.map((verdict) => [verdict, some[verdict] ?? 0])) as RequirementRow['counts'];

/** A row of the requirements with a verdict, for what only counts rows. */
export const requirement = (id: string, verdict: Verdict, more: Partial<RequirementRow> = {}): RequirementRow => ({
  id,
  title: id,
  asks: 'What the clause asks, in a sentence.',
  clause: '1.1',
  section: '1',
  authority: 'policy',
  verdict,
  checked: 0,
  failed: 0,
  counts: counts(),
  figures: [],
  aspects: [],
  automated: 0,
  ...more,
});

const figures: Readonly<Record<string, RequirementRow['figures']>> = {
  'pii-retention': [{ name: 'piiRetentionDays', value: 30, unit: 'days', words: '30 days', authority: 'policy', confidence: 'R' }],
  'log-retention': [{ name: 'logRetentionDays', value: 90, unit: 'days', words: '90 days', authority: 'policy', confidence: 'R' }],
  'access-review': [{ name: 'accessReviewDays', value: 90, unit: 'days', words: '90 days', authority: 'guidance', confidence: 'S' }],
};

function requirementRow([id, clause, title]: (typeof requirementTable)[number]): RequirementRow {
  const own = findings.filter((row) => row.requirement === id);
  const looked = own.filter(({ verdict }) => verdict !== 'not-applicable');
  const looksAt = rules.filter((row) => row.requirement === id).map((row) => row.id);
  const verdict = worst(looked.map((row) => row.verdict)) ?? 'not-provable';
  const failed = own.filter((row) => row.verdict === 'fail').length;
  return requirement(id, verdict === 'pass' ? 'not-provable' : verdict, {
    title,
    clause,
    section: clause.startsWith('2') ? '2' : clause.startsWith('3') ? '3' : '1',
    asks: `${title}: this is what the clause asks, said in a sentence.`,
    checked: looked.length,
    failed,
    counts: counts(Object.fromEntries(verdicts.map((each) => [each, own.filter((row) => row.verdict === each).length]))),
    figures: figures[id] ?? [],
    aspects: [
      ...(looksAt.length > 0
        ? [{ id: 'aws', title: 'In AWS', by: 'rules' as const, verdict, sentence: `${failed} of ${looked.length} fail`, rules: looksAt }]
        : []),
      {
        id: 'outside',
        title: 'Outside AWS',
        by: 'attestation' as const,
        verdict: 'not-provable' as const,
        sentence: 'no document says so',
        rules: [],
      },
    ],
    automated: looksAt.length > 0 ? 0.5 : 0,
  });
}

/** The whole file; `more` replaces what a test is about. */
export function fixture(more: Partial<FindingsFile> = {}): FindingsFile {
  return {
    schemaVersion: 1,
    tool: { name: 'dpp-audit', version: '0.1.0' },
    audit: {
      asOf,
      edition: editions.old,
      accounts: [{ id: '111122223333', alias: 'acme-seller' }],
      regions: { read: ['eu-central-1', 'eu-west-1', 'us-east-1'], leftOut: [], notEnabled: ['af-south-1', 'me-south-1'], unread: [] },
      caller: { arn: 'arn:aws:sts::111122223333:assumed-role/dpp-audit/ci', credentials: 'web identity' },
      clockOffset: 120,
      complete: true,
      holdsPii: true,
      scope: 'S3, IAM, KMS, CloudTrail and CloudWatch in one account; databases and queues are not audited by this version.',
      inputs: { snapshot: '9c1e'.repeat(16), rules: '3f2a'.repeat(16), edition: '0b7d'.repeat(16), configuration: '77ab'.repeat(16) },
      granted: ['The account holds PII, since the configuration does not say otherwise.'],
    },
    coverage: {
      calls: [
        { service: 'iam', answered: 57, absent: 1, gone: 0, failed: 0 },
        { service: 'kms', answered: 41, absent: 0, gone: 0, failed: 1 },
        { service: 's3', answered: 340, absent: 61, gone: 1, failed: 1 },
      ],
      denied: [
        {
          operation: 'kms:GetKeyRotationStatus',
          code: 'AccessDeniedException',
          regions: ['eu-west-1'],
          calls: 1,
          leaves: ['Whether alias/orders is rotated'],
        },
        {
          operation: 's3:GetBucketLifecycleConfiguration',
          code: 'AccessDenied',
          regions: ['eu-west-1'],
          calls: 1,
          leaves: [`How long orders-inbox and ${hostile[0]} keep things`],
        },
      ],
      resources: [
        { type: 'iam.user', title: 'IAM users', found: 2, unread: [], regions: 0 },
        {
          type: 'kms.key',
          title: 'KMS keys',
          found: 1,
          unread: [{ operation: 'kms:ListKeys', code: 'AccessDeniedException', region: 'us-east-1' }],
          regions: 3,
        },
        { type: 's3.bucket', title: 'S3 buckets', found: 14, unread: [], regions: 0 },
      ],
      waivers: [
        {
          rule: 'access-key-age',
          resource: 'arn:aws:iam::111122223333:user/sp-api/AKIA0EXAMPLE',
          reason: 'Replacement planned',
          approver: 'T. Berg',
          expires: '2027-01-15',
          state: 'in force',
          findings: 1,
        },
        {
          rule: 'users-mfa',
          resource: 'arn:aws:iam::111122223333:user/gone',
          reason: 'Left',
          approver: 'T. Berg',
          expires: '2026-01-15',
          state: 'expired',
          findings: 0,
        },
      ],
      unclassified: [{ arn: 'arn:aws:s3:::orders-inbox', type: 's3.bucket', line: '- { arn: "arn:aws:s3:::orders-inbox", class: pii }' }],
    },
    requirements: requirementTable.map(requirementRow),
    rules: [...rules],
    resources: [...resources],
    records: [...records],
    findings: [...findings],
    newestEdition: {
      edition: editions.newest,
      changes: [
        {
          requirement: 'log-retention',
          title: 'Logs kept 365 days',
          clause: '2.6.1',
          verdict: 'fail',
          verdictNow: 'not-provable',
          figure: '365 days',
          figureNow: '90 days',
          here: '90 days in 3 log groups',
        },
        {
          requirement: 'credential-rotation',
          title: 'Credentials replaced in time',
          clause: '1.4.2',
          verdict: 'fail',
          verdictNow: null,
          figure: '365 days',
          figureNow: '',
          here: 'a key of 402 days',
        },
        {
          requirement: 'web-application-firewall',
          title: 'Web application firewall',
          clause: '1.1.1',
          verdict: 'not-provable',
          verdictNow: null,
          figure: '',
          figureNow: '',
          here: 'not audited by this version',
        },
      ],
    },
    ...more,
  };
}
