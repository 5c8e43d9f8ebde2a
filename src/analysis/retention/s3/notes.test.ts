import { describe, expect, test } from 'vitest';
import { type LifecycleRule, s3Life, type Versioning } from '../s3.ts';
import { asOf, label, rule } from './test-cases.ts';

describe('notes', () => {
  const notes = (rules: readonly LifecycleRule[], versioning: Versioning = 'Off') =>
    s3Life(rules, versioning, undefined, asOf).notes.join('\n');
  test.each([
    { name: 'midnight', text: notes([rule({ expirationDays: 30 })]), says: /next midnight UTC/ },
    { name: 'suspended', text: notes([], 'Suspended'), says: /suspended: the old versions that are there stay/ },
    {
      name: 'a disabled rule by name',
      text: notes([rule({ id: 'old', enabled: false, expirationDays: 1 })]),
      says: /Rule `old` is disabled/,
    },
    { name: 'a date to come', text: notes([rule({ expirationDate: '2026-04-01' })]), says: /nothing until 2026-04-01/ },
    { name: 'a date past', text: notes([rule({ expirationDate: '2026-01-01' })]), says: /every day since 2026-01-01/ },
    { name: 'an overwritten version', text: notes([rule({ noncurrentDays: 1 })], 'Enabled'), says: /can be gone 1 day later/ },
    {
      name: 'uploads have no tags',
      text: notes([rule({ filter: { tags: [label] }, abortMultipartDays: 1 })]),
      says: /ends no multipart uploads/,
    },
    { name: 'a condition that is not known', text: notes([rule({ filter: { unknown: true } })]), says: /does not know/ },
  ])('$name', ({ text, says }) => expect(text).toMatch(says));
  test('nothing to say of a bucket without rules', () => expect(notes([])).toBe(''));
});
