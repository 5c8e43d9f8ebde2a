import { describe, expect, it } from 'vitest';
import { editionOf } from './edition.ts';
import { editionAsked, fillAsked } from './fill-asked.ts';

describe('what an edition asks', () => {
  it.each([
    ['every {$trainingDays}', 'dpp-2024-06', 'every 365 days'],
    ['every {$trainingDays}', 'dpp-2022-08', undefined],
    ['{$logRetentionDays}, and {$piiRetentionDays}', 'dpp-2022-08', '90 days, and 30 days'],
    ['no figure', 'dpp-2022-08', 'no figure'],
  ] as const)('%s in %s', (line, edition, expected) => {
    expect(fillAsked(line, editionOf(edition))).toBe(expected);
  });

  it('is what the configuration tightens', () => {
    expect(fillAsked('{$accessReviewDays}', editionAsked('dpp-2022-08', { parameters: { accessReviewDays: 30 } }))).toBe('30 days');
  });
});
