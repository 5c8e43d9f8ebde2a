import { describe, expect, it } from 'vitest';
import type { Answer } from '../facts/fact.ts';
import type { ClassEvidence, Tags } from '../resources/resource.ts';
import { classify } from './classes.ts';
import type { Config } from './config.ts';

const there = <T>(answer: T | undefined): Answer<T> => ({ answer, refs: ['r'], operation: 's3:Get' });
const denied: Answer<never> = { unknown: { operation: 's3:GetBucketTagging', code: 'AccessDenied' }, refs: ['d'] };
const arn = (name: string): string => `arn:aws:s3:::${name}`;
const tagged = (value?: string): ClassEvidence => ({ tags: there<Tags>(value === undefined ? {} : { 'amazon-data-class': value }) });

/** Class as found, class as audited (`unknown` where it is not known), and whether copies contradict; of a store named `orders`. */
function classOf(evidence: ClassEvidence, config: Config = {}, others: Readonly<Record<string, ClassEvidence>> = {}) {
  const stores = Object.entries({ orders: evidence, ...others }).map(([name, own]) => ({
    identity: { arn: arn(name), name, region: 'eu-west-1' },
    evidence: own,
  }));
  const classed = classify(stores, config).get(arn('orders'));
  const leaf = (fact: object | undefined): unknown => (fact && 'value' in fact ? fact.value : 'unknown');
  return {
    found: leaf(classed?.attribution.class),
    audited: leaf(classed?.dataClass),
    conflicts: leaf(classed?.attribution.conflicts),
    by: classed?.by,
    unclassified: classed?.unclassified,
  };
}

describe('a class', () => {
  const pattern = { match: 'ord*', class: 'information' as const };
  it.each<[string, ClassEvidence, Config, object]>([
    ['by tag', tagged('pii'), {}, { found: 'pii', audited: 'pii', by: 'tag amazon-data-class: pii' }],
    ['by tag, in any case', tagged('LOG'), {}, { found: 'log', audited: 'log' }],
    [
      'by a tag of another name',
      { tags: there({ data: 'none' }) },
      { classes: { tag: 'data' } },
      { audited: 'none', by: 'tag data: none' },
    ],
    ['by a value that the configuration explains', tagged('buyers'), { classes: { values: { buyers: 'pii' } } }, { audited: 'pii' }],
    ['by tag, whatever spaces stand about it', tagged(' pii '), {}, { audited: 'pii' }],
    ['a value that nobody explains says nothing', tagged('buyers'), {}, { found: '', audited: 'pii', unclassified: true }],
    ['nor does the default then', tagged('buyers'), { classes: { default: 'none' } }, { found: '', audited: 'pii', unclassified: true }],
    [
      'a pattern says more than a value that nobody explains',
      tagged('buyers'),
      { classes: { patterns: [pattern] } },
      { audited: 'information' },
    ],
    [
      'nor that it looks like a log',
      { ...tagged('buyers'), log: there('a log group holds logs') },
      {},
      { found: '', audited: 'pii', unclassified: true },
    ],
    ['by a pattern of the name', tagged(), { classes: { patterns: [pattern] } }, { audited: 'information', by: 'pattern ord*' }],
    ['by a pattern of the ARN', tagged(), { classes: { patterns: [{ match: 'arn:aws:s3:::or?ers', class: 'log' }] } }, { audited: 'log' }],
    ['the first pattern counts', tagged(), { classes: { patterns: [pattern, { match: '*', class: 'none' }] } }, { audited: 'information' }],
    ['tags win over patterns', tagged('pii'), { classes: { patterns: [pattern] } }, { audited: 'pii' }],
    [
      'patterns win where the configuration says so',
      tagged('pii'),
      { classes: { precedence: 'patterns', patterns: [pattern] } },
      { audited: 'information' },
    ],
    [
      'evidently a log',
      { ...tagged(), log: there('CloudTrail delivers to it') },
      {},
      { found: 'log', audited: 'log', by: 'CloudTrail delivers to it' },
    ],
    ['a log that is tagged otherwise', { ...tagged('pii'), log: there('x') }, {}, { audited: 'pii' }],
    ['no log', { ...tagged(), log: there<string>(undefined) }, {}, { found: '', audited: 'pii' }],
    ['the default', tagged(), { classes: { default: 'none' } }, { found: 'none', audited: 'none', unclassified: false }],
    ['nothing: audited strictly', tagged(), {}, { found: '', audited: 'pii', unclassified: true }],
    [
      'nothing: audited as the configuration says',
      tagged(),
      { classes: { unclassifiedAs: 'log' } },
      { found: '', audited: 'log', unclassified: true },
    ],
    ['nothing, where there is no PII', tagged(), { holdsPii: false }, { found: '', audited: 'information' }],
    ['fixed', { ...tagged('pii'), fixed: { class: 'none', because: 'AWS manages it' } }, {}, { audited: 'none', by: 'AWS manages it' }],
  ])('%s', (_, evidence, config, expected) => {
    expect(classOf(evidence, config)).toMatchObject(expected);
  });
});

describe('an answer that is lacking', () => {
  const log = { tags: there({}), log: denied };
  it.each<[string, ClassEvidence, Config, object]>([
    ['tags denied: any class is possible', { tags: denied }, {}, { found: 'unknown', audited: 'unknown', unclassified: false }],
    [
      'tags denied, whatever a pattern says',
      { tags: denied },
      { classes: { patterns: [{ match: '*', class: 'none' }] } },
      { audited: 'unknown' },
    ],
    ['tags denied, whatever the default says', { tags: denied }, { classes: { default: 'none' } }, { audited: 'unknown' }],
    ['tags denied, evidently a log', { tags: denied, log: there('x') }, {}, { audited: 'unknown' }],
    [
      'tags denied, where patterns win',
      { tags: denied },
      { classes: { precedence: 'patterns', patterns: [{ match: 'orders', class: 'none' }] } },
      { audited: 'none' },
    ],
    [
      'tags denied, where patterns win and none matches',
      { tags: denied },
      { classes: { precedence: 'patterns', patterns: [{ match: 'x', class: 'none' }] } },
      { audited: 'unknown' },
    ],
    ['what writes to it is not known', log, {}, { found: 'unknown', audited: 'unknown' }],
    [
      'what writes to it matters not, where a tag says the class',
      { tags: there({ 'amazon-data-class': 'none' }), log: denied },
      {},
      { audited: 'none' },
    ],
  ])('%s', (_, evidence, config, expected) => {
    expect(classOf(evidence, config)).toMatchObject(expected);
  });
});

describe('a copy', () => {
  const of = (...names: string[]): ClassEvidence['copiesOf'] => there(names.map(arn));
  it.each<[string, ClassEvidence, Readonly<Record<string, ClassEvidence>>, object]>([
    [
      'is at least of the class of its source',
      { ...tagged('none'), copiesOf: of('a') },
      { a: tagged('pii') },
      { found: 'none', audited: 'pii', conflicts: [expect.stringContaining('arn:aws:s3:::a')] },
    ],
    [
      'of something weaker stays as it is',
      { ...tagged('pii'), copiesOf: of('a') },
      { a: tagged('log') },
      { audited: 'pii', conflicts: [] },
    ],
    [
      'takes the strongest of several',
      { ...tagged('none'), copiesOf: of('a', 'b') },
      { a: tagged('log'), b: tagged('information') },
      { audited: 'information' },
    ],
    [
      'of what nothing classifies is as that is audited',
      { ...tagged('log'), copiesOf: of('a', 'b') },
      { a: tagged('log'), b: tagged() },
      { audited: 'pii' },
    ],
    [
      'of a copy is of the first class',
      { ...tagged('none'), copiesOf: of('a') },
      { a: { ...tagged('log'), copiesOf: of('b') }, b: tagged('pii') },
      { audited: 'pii' },
    ],
    [
      'of a copy of itself comes to an end',
      { ...tagged('none'), copiesOf: of('a') },
      { a: { ...tagged('log'), copiesOf: of('orders') } },
      { audited: 'log' },
    ],
    [
      'of what is not known is not known',
      { ...tagged('log'), copiesOf: of('a') },
      { a: { tags: denied } },
      { audited: 'unknown', conflicts: 'unknown' },
    ],
    [
      'of what is not known is PII all the same, if it is PII itself',
      { ...tagged('pii'), copiesOf: of('a') },
      { a: { tags: denied } },
      { audited: 'pii', conflicts: [] },
    ],
    [
      'that may be one is not known',
      { ...tagged('log'), copiesOf: denied },
      {},
      { found: 'log', audited: 'unknown', conflicts: 'unknown' },
    ],
    [
      'of PII, and perhaps of more',
      { ...tagged('log'), copiesOf: { ...denied, could: [[arn('a')]] } },
      { a: tagged('pii') },
      { audited: 'pii' },
    ],
    [
      'of information, and perhaps of more',
      { ...tagged('log'), copiesOf: { ...denied, could: [[arn('a')]] } },
      { a: tagged('information') },
      { audited: 'unknown' },
    ],
    [
      'that nothing classifies contradicts nothing',
      { ...tagged(), copiesOf: of('a') },
      { a: tagged('pii') },
      { audited: 'pii', conflicts: [] },
    ],
  ])('%s', (_, evidence, others, expected) => {
    expect(classOf(evidence, {}, others)).toMatchObject(expected);
  });
});
