import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readConfig } from '../dpp/config.ts';
import { commentText, namedIn, patternLines, quoted } from './lines.ts';
import { newFile } from './new-file.ts';
import type { Proposal } from './proposal.ts';

const store = (arn: string, name: string, because: string, kind: Proposal['kind']): Proposal => ({
  identity: { arn, name, region: 'eu-west-1' },
  title: 'S3 bucket',
  because,
  ...(kind === 'unsure' ? { kind } : { kind, class: 'pii' }),
});

/** Text as hostile as it comes: any unit of UTF-16, and what breaks out of quotes, comments and lines. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        '\r',
        '\u2028',
        '\u0085',
        '\u0000',
        '\u001b[31m',
        '"',
        "'",
        '#',
        ': ',
        '\\',
        '}',
        '\ud800',
        '\u202e',
        '- { match: "*", class: none }',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

const file = (stores: readonly Proposal[]): string =>
  newFile({
    account: '1',
    asOf: '2026-01-01T00:00:00Z',
    edition: 'latest',
    holdsPii: true,
    tag: 'amazon-data-class',
    stores,
    unread: ['S3 buckets\nclasses: {}'],
    schema: 'x',
  });

describe('names from an account in YAML', () => {
  it('whatever the text, it is read back as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(parseDocument(quoted(text)).toJS()).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('whatever the text, a comment stays one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(commentText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u0085]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('whatever the names, the file holds the lines that count and nothing else', () => {
    const some = fc.array(fc.tuple(hostile, hostile, hostile, fc.constantFrom<Proposal['kind']>('proposed', 'unsure', 'evident')), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(some, (rows) => {
        const stores = rows.map((row) => store(...row));
        const { config } = readConfig(file(stores), 'dpp-audit.yaml');
        const wanted = stores.flatMap((one) => (one.kind === 'proposed' ? [{ match: one.identity.arn, class: one.class }] : []));
        expect(config).toEqual({ edition: 'latest', holdsPii: true, classes: { patterns: wanted } });
        const isNamed = namedIn(file(stores));
        for (const one of stores) expect(isNamed(one.identity.arn)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('lines', () => {
  it('say what is proposed, what is open and how to settle it, what is evident', () => {
    const lines = patternLines(
      [
        store('arn:c', 'c', 'tag t: pii', 'evident'),
        store('arn:b', 'b', 'nothing says it', 'unsure'),
        store('arn:a', 'a', 'its name says "orders"', 'proposed'),
      ],
      't',
    );
    expect(lines).toEqual([
      '- { match: "arn:a", class: pii } # S3 bucket a in eu-west-1: its name says "orders"',
      '# - { match: "arn:b", class: unclassified } # S3 bucket b in eu-west-1: nothing says it. To settle it: pii, information, log or none in place of unclassified, and take away the first #; or tag it t',
      '# - { match: "arn:c", class: pii } # S3 bucket c in eu-west-1: tag t: pii',
    ]);
  });

  it('a line that is uncovered without a class is refused, not believed', () => {
    const [line = ''] = patternLines([store('arn:b', 'b', 'x', 'unsure')], 't');
    expect(() => readConfig(`classes:\n  patterns:\n    ${line.slice(2)}\n`, 'f')).toThrow(/expected one of pii, information, log, none/);
  });

  it('a store is named by its line alone, not by a longer name or a waiver', () => {
    const isNamed = namedIn(
      "classes: { patterns: [{ match: arn:a-long, class: log }] }\n# - { match: 'arn:b', class: pii }\nwaivers: [{ resource: arn:c }]\n",
    );
    expect(['arn:a-long', 'arn:b', 'arn:a', 'arn:c'].map(isNamed)).toEqual([true, true, false, false]);
  });
});
