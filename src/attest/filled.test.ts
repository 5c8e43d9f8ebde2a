import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { denied, snapshotOf } from '../../test/wire/snapshot-builder.ts';
import { iam } from '../calls/iam.ts';
import { readConfig } from '../dpp/config.ts';
import { parseSnapshot } from '../snapshot/read.ts';
import { filledFrom } from './filled.ts';

const { config } = readConfig('', 'dpp-audit.yaml');
const sample = parseSnapshot(readFileSync('sample/snapshot.ndjson.gz'), 'sample');

describe('what a snapshot fills in', () => {
  const { access, assets } = filledFrom(sample, config);
  const line = (text: string, start: string): string => text.split('\n').find((one) => one.startsWith(`| ${start} |`)) ?? '';

  it('is the same for the same snapshot', () => {
    expect(filledFrom(sample, config)).toEqual({ access, assets });
  });

  it('who exists, what each may do, when each was last used', () => {
    expect(line(access, 'anna')).toContain('may do everything; can make itself administrator | yes | yes | 1 day ago');
    expect(line(access, 'sp-api')).toMatch(/execute-api:Invoke|sts:AssumeRole/);
    expect(line(access, 'sp-api')).toContain('no password');
    expect(line(access, 'legacy-batch')).toContain('320 days ago');
    expect(line(access, 'root')).toContain('everything');
  });

  it('stores with class, region, encryption and retention; what was not read says so', () => {
    expect(line(assets, 'acme-seller-exports')).toMatch(
      /S3 bucket \| eu-west-1 \| pii \| tag amazon-data-class: pii \| AES-256, `arn:aws:kms.*` \| for ever/,
    );
    expect(line(assets, 'acme-seller-legacy')).toContain('not read | not read');
    expect(assets).toContain('are not looked at by this version: add them by hand');
  });

  it('a list that could not be read does not look like one that was', () => {
    const unread = filledFrom(snapshotOf([denied(iam.GetAccountAuthorizationDetails, {})]), config);
    expect(unread.access).toContain('**Not all IAM users could be listed** (iam:GetAccountAuthorizationDetails: AccessDenied)');
    expect(unread.assets).toContain('**Not all S3 buckets could be listed**');
  });
});
