import { describe, expect, it } from 'vitest';
import { type Edition, editions } from '../../src/dpp/edition.ts';

/** What each edition of the policy asks, typed from our reading of it: the edition files must say the same. */
const ids = ['dpp-2022-08', 'dpp-2024-06', 'dpp-2025-11', 'dpp-2026-08'] as const;
type Row<T> = readonly [T, T, T, T];

const inForce: Row<string> = ['2022-08-22 to 2024-06-11', '2024-06-12 to 2025-11-24', '2025-11-25 to 2026-08-24', '2026-08-25 to '];

/** Clauses; `–`: the edition does not have the requirement. */
const clauses: Readonly<Record<string, Row<string>>> = {
  'network-firewall': ['1.1', '1.1', '1.1', '1.1.1'],
  'network-public-access': ['1.1', '1.1', '1.1', '1.1.1'],
  'network-segmentation': ['1.1', '1.1', '1.1', '1.1.1'],
  'intrusion-detection': ['–', '1.1', '1.1', '1.1.1'],
  'web-application-firewall': ['–', '–', '–', '1.1.1'],
  'endpoint-protection': ['1.1', '1.1', '1.1', '1.1.2'],
  'network-documentation': ['–', '–', '–', '1.1.3'],
  'security-training': ['1.1', '1.1', '1.1', '1.2.4'],
  'unique-ids': ['1.2', '1.2', '1.2', '1.2.1'],
  'access-review': ['1.2', '1.2', '1.2', '1.2.2'],
  'account-lockout': ['1.2', '1.2', '1.2', '1.2.2'],
  'leaver-removal': ['1.2', '1.2', '1.2', '1.2.3'],
  'least-privilege': ['1.3', '1.3', '1.3', '1.3'],
  'password-policy': ['1.4', '1.4', '1.4', '1.4.1'],
  mfa: ['1.4', '1.4', '1.4', '1.4.1'],
  'credential-storage': ['1.4', '1.4', '1.4', '1.4.2'],
  // before 2025-11 only the platform asks it, of the LWA client secret
  'credential-rotation': ['platform', 'platform', '1.4', '1.4.2'],
  'encryption-in-transit': ['1.5', '1.5', '1.5', '1.5'],
  'risk-management': ['1.6', '1.6', '1.6', '1.6.1'],
  'incident-response': ['1.6', '1.6', '1.6', '1.6.2–1.6.5'],
  'deletion-on-request': ['1.7', '1.7', '1.7', '1.7'],
  'information-retention': ['–', '–', '1.7', '1.7'],
  'data-attribution': ['1.8', '1.8', '1.8', '1.8'],
  'pii-retention': ['2.1', '2.1', '2.1', '2.1'],
  'data-governance': ['2.2', '2.2', '2.2', '2.2'],
  'asset-inventory': ['2.3', '2.3', '2.3', '2.3'],
  'data-loss-prevention': ['2.3', '2.3', '2.3', '2.3'],
  'change-management': ['2.3', '2.3', '2.3', '2.3'],
  'encryption-at-rest': ['2.4', '2.4', '2.4', '2.4'],
  'key-management': ['2.4', '2.4', '2.4', '2.4'],
  'secure-coding': ['2.5', '2.5', '2.5', '2.5'],
  logging: ['2.6', '2.6', '2.6', '2.6.1'],
  'log-retention': ['2.6', '2.6', '2.6', '2.6.1'],
  'log-integrity': ['2.6', '2.6', '2.6', '2.6.1'],
  'log-content': ['2.6', '2.6', '2.6', '2.6.1'],
  monitoring: ['2.6', '2.6', '2.6', '2.6.1'],
  'vulnerability-scanning': ['2.7', '2.7', '2.7', '2.7.1'],
  'vulnerability-remediation': ['–', '–', '2.7', '2.7.3'],
  'penetration-testing': ['2.7', '2.7', '2.7', '2.7.2'],
  'code-scanning': ['2.7', '2.7', '2.7', '2.7.2'],
  'backup-recovery': ['2.7', '2.7', '2.7', '2.7'],
  subcontractors: ['–', '–', '2.8', '2.8'],
  'audit-records': ['3', '3', '3', '3'],
};

/**
 * `requirement: value unit, tighter authority`, then the value and the confidence in each edition; `–`: the edition lacks the figure.
 * R read, S stated by developers, I inferred.
 */
const figures: Readonly<
  Record<string, { readonly of: string; readonly unit: string; readonly tighter: 'lower' | 'higher'; readonly in: Row<string> }>
> = {
  piiRetentionDays: {
    of: 'pii-retention',
    unit: 'days',
    tighter: 'lower',
    in: ['30 policy R', '30 policy R', '30 policy R', '30 policy S'],
  },
  logRetentionDays: {
    of: 'log-retention',
    unit: 'days',
    tighter: 'higher',
    in: ['90 policy R', '90 policy R', '365 policy R', '365 policy S'],
  },
  informationRetentionDays: {
    of: 'information-retention',
    unit: 'days',
    tighter: 'lower',
    in: ['–', '–', '548 policy R', '548 guidance S'],
  },
  accessReviewDays: {
    of: 'access-review',
    unit: 'days',
    tighter: 'lower',
    in: ['90 policy R', '90 policy R', '90 policy R', '90 policy S'],
  },
  lockoutAttempts: { of: 'account-lockout', unit: 'failed log-ins', tighter: 'lower', in: ['–', '–', '10 policy R', '10 policy S'] },
  leaverRemovalHours: {
    of: 'leaver-removal',
    unit: 'hours',
    tighter: 'lower',
    in: ['24 policy R', '24 policy R', '24 policy R', '24 policy S'],
  },
  passwordLength: {
    of: 'password-policy',
    unit: 'characters',
    tighter: 'higher',
    in: ['12 policy R', '12 policy R', '12 policy R', '12 policy S'],
  },
  passwordAgeDays: {
    of: 'password-policy',
    unit: 'days',
    tighter: 'lower',
    in: ['365 policy R', '365 policy R', '365 policy R', '365 policy S'],
  },
  passwordMinimumAgeDays: {
    of: 'password-policy',
    unit: 'days',
    tighter: 'higher',
    in: ['1 policy R', '1 policy R', '1 policy R', '1 policy S'],
  },
  passwordHistory: { of: 'password-policy', unit: 'passwords', tighter: 'higher', in: ['–', '–', '10 policy R', '10 policy S'] },
  credentialRotationDays: { of: 'credential-rotation', unit: 'days', tighter: 'lower', in: ['–', '–', '365 policy S', '365 policy S'] },
  lwaSecretDays: {
    of: 'credential-rotation',
    unit: 'days',
    tighter: 'lower',
    in: ['180 platform R', '180 platform R', '180 platform R', '180 platform R'],
  },
  riskReviewDays: {
    of: 'risk-management',
    unit: 'days',
    tighter: 'lower',
    in: ['365 policy R', '365 policy R', '365 policy R', '365 policy S'],
  },
  incidentPlanReviewMonths: {
    of: 'incident-response',
    unit: 'months',
    tighter: 'lower',
    in: ['6 policy R', '6 policy R', '6 policy R', '6 policy S'],
  },
  incidentNoticeHours: {
    of: 'incident-response',
    unit: 'hours',
    tighter: 'lower',
    in: ['24 policy R', '24 policy R', '24 policy R', '24 policy S'],
  },
  deletionDays: {
    of: 'deletion-on-request',
    unit: 'days',
    tighter: 'lower',
    in: ['30 policy R', '30 policy R', '30 policy R', '30 policy S'],
  },
  liveCopyDays: {
    of: 'deletion-on-request',
    unit: 'days',
    tighter: 'lower',
    in: ['90 policy I', '90 policy I', '90 policy I', '90 policy I'],
  },
  inventoryReviewDays: {
    of: 'asset-inventory',
    unit: 'days',
    tighter: 'lower',
    in: ['90 policy I', '90 policy I', '90 policy I', '90 policy I'],
  },
  keyRotationDays: { of: 'key-management', unit: 'days', tighter: 'lower', in: ['–', '–', '365 policy I', '365 policy I'] },
  monitoringReviewDays: {
    of: 'monitoring',
    unit: 'days',
    tighter: 'lower',
    in: ['14 policy R', '14 policy R', '14 policy R', '14 policy S'],
  },
  scanDays: {
    of: 'vulnerability-scanning',
    unit: 'days',
    tighter: 'lower',
    in: ['180 policy S', '180 policy S', '180 policy S', '30 policy S'],
  },
  scanAdvisedDays: { of: 'vulnerability-scanning', unit: 'days', tighter: 'lower', in: ['–', '–', '30 guidance R', '–'] },
  criticalFixDays: { of: 'vulnerability-remediation', unit: 'days', tighter: 'lower', in: ['–', '–', '7 policy R', '7 policy S'] },
  highFixDays: { of: 'vulnerability-remediation', unit: 'days', tighter: 'lower', in: ['–', '–', '30 policy R', '30 policy S'] },
  penetrationTestDays: {
    of: 'penetration-testing',
    unit: 'days',
    tighter: 'lower',
    in: ['365 policy R', '365 policy R', '365 policy R', '365 policy S'],
  },
  restoreTestDays: {
    of: 'backup-recovery',
    unit: 'days',
    tighter: 'lower',
    in: ['90 guidance R', '90 guidance R', '90 guidance R', '90 guidance S'],
  },
  subcontractorReviewDays: { of: 'subcontractors', unit: 'days', tighter: 'lower', in: ['–', '–', '–', '365 policy S'] },
  trainingDays: { of: 'security-training', unit: 'days', tighter: 'lower', in: ['–', '365 policy R', '365 policy R', '365 policy S'] },
  endpointUpdateDays: { of: 'endpoint-protection', unit: 'days', tighter: 'lower', in: ['–', '30 policy R', '30 policy R', '30 policy S'] },
  screenLockMinutes: { of: 'endpoint-protection', unit: 'minutes', tighter: 'lower', in: ['–', '–', '–', '15 policy S'] },
  auditRecordMonths: {
    of: 'audit-records',
    unit: 'months',
    tighter: 'higher',
    in: ['12 policy R', '12 policy R', '12 policy R', '12 policy S'],
  },
};

const column = <T>(rows: Readonly<Record<string, Row<T>>>, i: number): Record<string, T> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row[i] as T]));

const shown = (edition: Edition, name: string): string => {
  const figure = edition.figures[name];
  return figure ? `${figure.value} ${figure.authority} ${figure.confidence}` : '–';
};

describe('the editions say what the policy says', () => {
  it('there are four', () => {
    expect(editions.map((edition) => edition.id)).toEqual(ids);
  });

  it.each(ids.map((id, i) => [id, i] as const))('%s: time in force, clauses and figures', (_, i) => {
    const edition = editions[i] as Edition;
    expect(`${edition.from} to ${edition.until ?? ''}`).toBe(inForce[i]);
    const withoutGaps = Object.fromEntries(Object.entries(column(clauses, i)).filter(([, clause]) => clause !== '–'));
    expect(edition.clauses).toEqual(withoutGaps);
    const values = Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure.in]));
    expect(Object.fromEntries(Object.keys(figures).map((name) => [name, shown(edition, name)]))).toEqual(column(values, i));
    expect(Object.keys(edition.figures).filter((name) => !(name in figures))).toEqual([]);
  });

  it.each(Object.entries(figures))('%s: requirement, unit and which way is tighter', (name, { of, unit, tighter }) => {
    for (const edition of editions)
      if (edition.figures[name]) expect(edition.figures[name]).toMatchObject({ requirement: of, unit, tighter });
  });

  it('each tells where it was read, and when', () => {
    for (const { sources, read, from } of editions) {
      expect(sources.filter((url) => !/^https:\/\/(sellercentral|developer-docs)\.amazon\.com\//.test(url))).toEqual([]);
      expect(read >= from).toBe(true);
    }
  });
});
