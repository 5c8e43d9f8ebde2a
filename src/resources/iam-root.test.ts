import { describe, expect, test } from 'vitest';
import { iam } from '../calls/iam.ts';
import type { SnapshotRecord } from '../snapshot/record.ts';
import { answered, denied, record } from './account-test-world.ts';
import { iamRoot } from './iam-root.ts';
import { iamServerCertificate } from './iam-server-certificate.ts';
import { ago, plain, read, reportRecord } from './iam-test-account.ts';

const summary = (SummaryMap: object): SnapshotRecord => record(iam.GetAccountSummary, {}, '', answered({ SummaryMap }));
const facts = (...records: SnapshotRecord[]) => read(iamRoot, records).root;

describe('how one can be root', () => {
  test.each<[string, SnapshotRecord[], unknown[]]>([
    ['password and MFA', [summary({ AccountMFAEnabled: 1, AccountAccessKeysPresent: 0, AccountPasswordPresent: 1 })], [true, true, false]],
    [
      'central root access: neither password nor keys',
      [summary({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 0 })],
      [false, false, false],
    ],
    [
      'no password, but keys',
      [summary({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 1, AccountPasswordPresent: 0 })],
      [true, false, true],
    ],
    ['an answer that says nothing of the password', [summary({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 })], [true, false, false]],
    ['an answer that says nothing', [summary({})], ['unknown: malformed', 'unknown: malformed', 'unknown: malformed']],
    [
      'denied',
      [record(iam.GetAccountSummary, {}, '', denied)],
      ['unknown: AccessDenied', 'unknown: AccessDenied', 'unknown: AccessDenied'],
    ],
  ])('%s', (_, records, expected) => {
    expect(['signsIn', 'hasMfa', 'hasAccessKeys'].map((path) => plain(facts(...records), path))).toEqual(expected);
  });
});

describe('use of root', () => {
  const root = { name: '<root_account>' };
  test.each<[string, SnapshotRecord[], unknown]>([
    ['its password', [reportRecord({ ...root, passwordUsed: ago(5) })], 5],
    ['a key of it', [reportRecord({ ...root, passwordUsed: ago(200), keys: [{ active: true, rotated: ago(300), used: ago(2) }] })], 2],
    ['never', [reportRecord(root)], Number.POSITIVE_INFINITY],
    ['a report without root', [reportRecord({ name: 'anna' })], 'unknown: malformed'],
    ['no report', [record(iam.GetCredentialReport, {}, '', denied)], 'unknown: AccessDenied'],
  ])('%s', (_, records, expected) => {
    expect(plain(facts(...records), 'daysSinceUse')).toBe(expected);
  });
});

describe('server certificates', () => {
  const certificate = (Expiration: string | undefined): SnapshotRecord =>
    record(
      iam.ListServerCertificates,
      {},
      '',
      answered({ ServerCertificateMetadataList: [{ Arn: 'a', ServerCertificateName: 'shop', Expiration }], IsTruncated: false }),
    );
  test.each<[string, string | undefined, unknown]>([
    ['holds', ago(-30.5), 30],
    ['of its last day', ago(-0.5), 0],
    ['expired this morning', ago(0.1), -1],
    ['says nothing', undefined, 'unknown: malformed'],
  ])('%s', (_, expiration, expected) => {
    expect(plain(read(iamServerCertificate, [certificate(expiration)]).shop, 'expiresInDays')).toBe(expected);
  });
});
