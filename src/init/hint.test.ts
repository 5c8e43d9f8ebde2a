import { describe, expect, it } from 'vitest';
import { hintOfName, hintOfTags } from './hint.ts';

describe('what a name hints at', () => {
  it.each([
    ['acme-orders', 'pii'],
    ['acmeBuyerExport', 'pii'],
    ['alias/shipping-labels', 'pii'],
    ['acme-reports', 'information'],
    ['my-terraform-state', 'none'],
    ['acme-cloudtrail', 'log'],
    ['orders-access-logs', undefined],
    ['orders-no-pii', undefined],
    ['non-pii-exports', undefined],
    ['borders', undefined],
    ['acme', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%s: %s', (name, wanted) => {
    expect(hintOfName(name)?.class).toBe(wanted);
  });
});

describe('what a foreign tag hints at', () => {
  it.each([
    [{ 'data-classification': 'PII' }, 'pii'],
    [{ DataClass: 'personal data' }, 'pii'],
    [{ 'contains-pii': 'yes' }, 'pii'],
    [{ pii: 'true' }, 'pii'],
    [{ pii: 'false' }, undefined],
    [{ 'contains-pii': 'no' }, undefined],
    [{ content: 'no pii' }, undefined],
    [{ 'data-classification': 'internal' }, undefined],
    [{ owner: 'personal' }, undefined],
    [{}, undefined],
  ])('%j: %s', (tags, wanted) => {
    expect(hintOfTags(tags as Record<string, string>)?.class).toBe(wanted);
  });
});
