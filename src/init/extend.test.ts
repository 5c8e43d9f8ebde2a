import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../dpp/config.ts';
import { extended } from './extend.ts';
import type { Proposal } from './proposal.ts';

const about = (arn: string) => ({ identity: { arn, name: arn, region: '' }, title: 'S3 bucket', because: 'a reason' });
const counts: Proposal = { ...about('arn:new'), kind: 'proposed', class: 'pii' };
const open: Proposal = { ...about('arn:open'), kind: 'unsure' };

const add = (text: string, ...stores: Proposal[]): string => extended(text, 'dpp-audit.yaml', stores, 'New on 2026-01-01', 't');
const patterns = (text: string) => readConfig(text, 'dpp-audit.yaml').config.classes?.patterns ?? [];

/** Every line of `before` is in `after`, in its order. */
function keepsLines(before: string, after: string): void {
  const left = after.split(/\r?\n/);
  for (const line of before.split(/\r?\n/)) {
    const at = left.indexOf(line);
    expect(at, `kept: ${JSON.stringify(line)}`).toBeGreaterThanOrEqual(0);
    left.splice(0, at + 1);
  }
}

const layouts: readonly (readonly [string, string])[] = [
  ['an empty file', ''],
  ['comments alone', '# mine\n'],
  ['no newline at the end', 'edition: latest'],
  ['no classes', 'edition: latest\n\n# the end\n'],
  ['classes without patterns', 'classes:\n  tag: data # mine\n\nedition: latest\n'],
  ['a list', 'classes:\n  patterns:\n    - { match: a, class: log } # why\n    # - { match: b, class: none }\nedition: latest\n'],
  ['a list at the level of its key', 'classes:\n  patterns:\n  - match: a\n    class: log # why\n\n# then\nedition: latest\n'],
  [
    'a list of several lines an item',
    'classes:\n    patterns:\n        -   match: a\n            class: >-\n              log\nholdsPii: true\n',
  ],
  ['a list that ends the file', 'classes:\n  patterns:\n    - { match: a, class: log }'],
  ['an end of the document', 'classes:\n  patterns:\n    - { match: a, class: log }\n...\n'],
  ['quoted keys', '"classes":\n  \'patterns\':\n    - { match: "- x", class: log }\n'],
  ['Windows lines', 'classes:\r\n  patterns:\r\n    - { match: a, class: log } # why\r\nedition: latest\r\n'],
  ['keys behind the list', 'classes:\n  patterns:\n    - { match: a, class: log }\n  tag: data\n'],
];

describe('adding to a configuration', () => {
  it.each(layouts)('%s', (_name, before) => {
    const after = add(before, counts, open);
    keepsLines(before, after);
    expect(patterns(after)).toEqual([...patterns(before), { match: 'arn:new', class: 'pii' }]);
    expect(after).toContain('# - { match: "arn:open", class: unclassified }');
    if (before.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
  });

  it('an empty list loses its brackets and nothing else', () => {
    const after = add('classes:\n  patterns: [] # none yet\n    # - { match: x, class: log }\nedition: latest\n', counts);
    expect(patterns(after)).toEqual([{ match: 'arn:new', class: 'pii' }]);
    expect(after).toContain('patterns: # none yet\n    # New');
    expect(after).toContain('    # - { match: x, class: log }\nedition: latest\n');
  });

  it.each(['classes:\n  patterns: []\nedition: latest\n', 'classes: { patterns: [{ match: a, class: log }] }\n', ''])(
    'comments alone change no word of what it says: %j',
    (before) => {
      const after = add(before, open);
      keepsLines(before, after);
      expect(readConfig(after, 'f').config).toEqual(readConfig(before, 'f').config);
      expect(after).toContain('arn:open');
    },
  );

  it.each(['classes: { patterns: [{ match: a, class: log }] }\n', '{ edition: latest }\n'])(
    'says what to paste where it would have to touch what is there: %s',
    (before) => {
      expect(() => add(before, counts)).toThrow(/Paste these lines[\s\S]*arn:new/);
    },
  );

  it('one store after another: each adds its one line', () => {
    const one = add('', counts);
    const two = add(one, { ...counts, identity: { arn: 'arn:next', name: 'next', region: '' } });
    keepsLines(one, two);
    expect(patterns(two).map(({ match }) => match)).toEqual(['arn:new', 'arn:next']);
  });

  it('whatever comments stand around the list, they stay', () => {
    const comment = fc.constantFrom('', '# a comment\n', '      # deep\n', '\n\n', '  # - { match: b, class: none }\n');
    fc.assert(
      fc.property(comment, comment, comment, fc.constantFrom('    ', '  '), (a, b, c, indent) => {
        const before = `${a}classes:\n${b}  patterns:\n${indent}- { match: a, class: log }\n${c}edition: latest\n${a}`;
        const after = add(before, counts);
        keepsLines(before, after);
        expect(patterns(after)).toHaveLength(2);
      }),
    );
  });
});
