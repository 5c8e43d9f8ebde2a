import type { Verdict } from '../../src/findings/verdict.ts';

/** Rule → resource → verdict. What is not named is `not-applicable`. */
export type Expected = Readonly<Record<string, Readonly<Record<string, Verdict>>>>;

const all = (verdict: Verdict, ...names: readonly string[]): Record<string, Verdict> =>
  Object.fromEntries(names.map((name) => [name, verdict]));

const buckets = {
  logs: ['acme-seller-trail', 'acme-seller-access-logs', 'acme-seller-old-trail'],
  /** Those whose settings could all be read. */
  pii: [
    'acme-seller-orders',
    'acme-seller-labels',
    'acme-seller-reports',
    'acme-seller-exports',
    'acme-seller-returns',
    'acme-seller-invoices',
  ],
  /** One copies another, and is PII by its source; one is denied in part; of one nothing says what it holds. */
  odd: ['acme-seller-exports-copy', 'acme-seller-legacy', 'acme-seller-analytics'],
  information: ['acme-seller-stock'],
} as const;
const stores = [...buckets.logs, ...buckets.pii, ...buckets.odd, ...buckets.information];

const groups = {
  logs: ['/aws/lambda/acme-seller-orders', '/aws/lambda/acme-seller-notifications', '/aws/lambda/acme-seller-edge', '/acme-seller/trail'],
  pii: ['/acme-seller/orders-debug', '/acme-seller/label-errors'],
} as const;

const readKeys = ['alias/acme-seller-pii', 'alias/acme-seller-logs', 'alias/acme-seller-exports', 'alias/acme-seller-2023'];
const copyKey = 'alias/acme-seller-copy';

const users = ['anna', 'ben', 'cara', 'dev-team', 'sp-api', 'shipping-sync'];
/** What IAM Identity Center and AWS's services made can't be changed here, and is asked nothing. */
const roles =
  'acme-seller-sp-api github-deploy github-preview label-vendor repricer-vendor orders-worker notifications-worker job-runner legacy-batch trail-to-logs replication dpp-audit'.split(
    ' ',
  );
const identities = [...users, ...roles];
const bounded = identities.filter((name) => name !== 'anna');

const account = (verdict: Verdict) => ({ 'acme-seller': verdict });

/**
 * What is right of the sample account in the edition of 2022-08, with its configuration: thought out from the seeds and AWS's documents, and
 * not from what the program says.
 */
export const expected: Expected = {
  // 1.1: only the website may be public, for it holds nothing of Amazon's; Block Public Access is off for the invoices too
  'stores-are-not-public': {
    ...all('pass', ...stores, ...readKeys),
    'acme-seller-invoices': 'fail',
    // its key policy is denied
    [copyKey]: 'unknown',
  },

  // 1.2
  'root-has-no-access-keys': { root: 'pass' },
  // 200 days ago
  'root-is-not-used': { root: 'pass' },
  'users-have-names-of-persons': { ...all('pass', ...users), 'dev-team': 'warn' },
  'users-have-no-signing-certificates': all('pass', ...users),
  // only active keys; dev-team's was never used, and is 210 days old
  'access-keys-are-used': { ben: 'pass', 'sp-api': 'pass', 'shipping-sync': 'pass', 'dev-team': 'warn' },
  'passwords-are-used': { ...all('pass', 'anna', 'ben', 'dev-team'), cara: 'warn' },
  'roles-are-used': { ...all('pass', ...roles), 'repricer-vendor': 'warn', 'legacy-batch': 'warn' },

  // 1.3: anna administers, with a reason in the configuration, and is asked nothing more; shipping-sync may do everything within a boundary that allows two actions
  'administrators-are-approved': all('pass', ...identities),
  'policies-name-what-they-allow': { ...all('pass', ...bounded), 'legacy-batch': 'fail' },
  'rights-do-not-lead-to-administration': {
    ...all('pass', ...bounded),
    'dev-team': 'fail',
    'job-runner': 'fail',
    // everything but IAM: it may change the code of any function, and so act as that function's role
    'legacy-batch': 'fail',
  },
  'roles-are-passed-by-name': { ...all('pass', ...bounded), 'job-runner': 'fail' },
  // who may do everything, or everything but some things, is told of by the rules above
  'services-are-not-granted-whole': {
    ...all('pass', ...bounded.filter((name) => name !== 'legacy-batch')),
    'orders-worker': 'fail',
  },
  'roles-trust-no-outsiders': {
    ...all('pass', ...roles),
    // `aud` alone: any repository's jobs have that
    'github-preview': 'fail',
    'label-vendor': 'fail',
  },
  'resource-policies-let-no-outsiders-in': {
    ...all('pass', ...stores, ...readKeys),
    'acme-seller-invoices': 'fail',
    'acme-seller-stock': 'waived',
    [copyKey]: 'unknown',
  },

  // 1.4
  'account-has-a-password-policy': account('pass'),
  // it asks for no special character
  'passwords-are-long-and-mixed': account('fail'),
  'passwords-expire': account('pass'),
  'console-users-have-mfa': { anna: 'pass', ben: 'pass', 'dev-team': 'pass', cara: 'fail' },
  'root-has-mfa': { root: 'pass' },
  'sp-api-role-only-calls-sp-api': { 'acme-seller-sp-api': 'pass' },
  'sp-api-user-only-assumes-its-role': { 'sp-api': 'pass' },

  // 1.5
  'stores-refuse-plain-http': { ...all('pass', ...stores), 'acme-seller-labels': 'fail' },

  // 1.8
  'stores-have-a-class': {
    ...all('pass', ...stores, 'acme-seller-website', ...groups.logs, ...groups.pii, ...readKeys, copyKey, 'alias/acme-seller-webhooks'),
    'acme-seller-analytics': 'fail',
  },
  'copies-keep-the-class-of-their-source': {
    ...all('pass', ...stores, 'acme-seller-website', ...groups.logs, ...groups.pii, ...readKeys, copyKey, 'alias/acme-seller-webhooks'),
    'acme-seller-exports-copy': 'fail',
  },

  // 2.1
  'stores-delete-pii-in-time': {
    // 20 days, and 10 more as an old version
    'acme-seller-orders': 'pass',
    'acme-seller-labels': 'fail',
    // what is not larger than 128 KB stays
    'acme-seller-reports': 'fail',
    // three old versions stay
    'acme-seller-exports': 'fail',
    'acme-seller-exports-copy': 'pass',
    // Object Lock without a default: any object may be held longer
    'acme-seller-returns': 'unknown',
    'acme-seller-invoices': 'pass',
    'acme-seller-legacy': 'unknown',
    'acme-seller-analytics': 'pass',
    '/acme-seller/orders-debug': 'pass',
    '/acme-seller/label-errors': 'fail',
  },

  // 2.4
  'stores-are-encrypted-at-rest': {
    ...all('pass', ...stores, ...groups.logs, ...groups.pii, 'acme-seller', 'old-trail'),
    // older than S3's encryption by default, and its lifecycle is denied
    'acme-seller-legacy': 'unknown',
  },
  // the key of the webhooks signs
  'keys-have-strong-ciphers': all('pass', ...readKeys, copyKey),
  'keys-are-usable': { ...all('pass', ...readKeys, copyKey, 'alias/acme-seller-webhooks'), 'alias/acme-seller-2023': 'fail' },
  'keys-serve-own-processes': { ...all('pass', ...readKeys, 'alias/acme-seller-webhooks'), [copyKey]: 'unknown' },
  'grants-stay-in-the-account': { 'decrypt of alias/acme-seller-exports': 'fail' },

  // 2.6: all data events of five buckets, access logs of two more
  'stores-of-pii-log-access': {
    ...all('pass', ...buckets.pii, 'acme-seller-legacy'),
    'acme-seller-exports-copy': 'fail',
    'acme-seller-analytics': 'fail',
  },
  'account-logs-all-management-events': account('pass'),
  'trails-log-and-deliver': { 'acme-seller': 'pass', 'old-trail': 'fail' },
  'account-keeps-audit-log': account('pass'),
  'stores-keep-logs-long-enough': {
    ...all('pass', ...buckets.logs, ...groups.logs, 'acme-seller', 'old-trail'),
    'acme-seller-access-logs': 'fail',
    '/aws/lambda/acme-seller-notifications': 'fail',
  },
  'account-audit-log-is-validated': account('pass'),
  'trails-validate-log-files': { 'acme-seller': 'pass', 'old-trail': 'fail' },
  'log-buckets-keep-versions': { 'acme-seller-trail': 'pass', 'acme-seller-access-logs': 'warn', 'acme-seller-old-trail': 'warn' },
  'log-buckets-let-no-outsiders-in': all('pass', ...buckets.logs),
  // root use and changes of IAM reach a person; failed log-ins go to a topic that nobody confirmed, the rest to nobody
  'account-alarms-reach-a-person': account('warn'),
};

/** What the newest edition adds to that, or judges otherwise. */
export const expectedNewest: Expected = {
  ...expected,
  // 420 days
  'access-keys-are-replaced-in-time': { ben: 'fail', 'dev-team': 'pass', 'sp-api': 'pass', 'shipping-sync': 'pass' },
  'sp-api-user-replaces-its-keys': { 'sp-api': 'pass' },
  // the last 5
  'passwords-are-not-used-again': account('fail'),
  'account-has-security-contact': account('fail'),
  // 700 days; guidance since 2026-08
  'stores-delete-information-in-time': { 'acme-seller-stock': 'warn' },
  // not of one that is about to be deleted, and not of one that signs
  'keys-rotate-in-time': {
    ...all('pass', 'alias/acme-seller-pii', 'alias/acme-seller-logs', copyKey),
    'alias/acme-seller-exports': 'fail',
  },
  'stores-of-pii-use-managed-keys': {
    ...all('pass', ...buckets.pii, 'acme-seller-exports-copy', 'acme-seller-legacy', '/acme-seller/orders-debug'),
    'acme-seller-reports': 'fail',
    'acme-seller-analytics': 'fail',
    '/acme-seller/label-errors': 'fail',
  },
  // twelve months
  'stores-keep-logs-long-enough': { ...expected['stores-keep-logs-long-enough'], '/aws/lambda/acme-seller-edge': 'fail' },
};
