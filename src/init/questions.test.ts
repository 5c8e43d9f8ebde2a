import { describe, expect, it } from 'vitest';
import type { Proposal } from './proposal.ts';
import { type Ask, askClasses, choose } from './questions.ts';
import { asSaid, saidBy } from './said.ts';
import { storeRows, unreadSentences } from './show.ts';

const about = (name: string) => ({ identity: { arn: `arn:aws:s3:::${name}`, name, region: 'eu-west-1' }, title: 'S3 bucket' });
const open = (name: string): Proposal => ({ ...about(name), kind: 'unsure', because: 'nothing says what it holds' });
const tagged = (name: string): Proposal => ({ ...about(name), kind: 'evident', class: 'log', because: 'tag t: log' });

/** Answers in turn; keeps the questions. */
function answering(...answers: string[]): { readonly ask: Ask; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async (question) => {
      asked.push(question);
      return answers[asked.length - 1] ?? '';
    },
  };
}

describe('questions', () => {
  it.each([
    [[''], 'none'],
    [['gitlab'], 'gitlab'],
    [[' GITHUB '], 'github'],
    [['n'], 'none'],
    [['git', 'nothing', 'github'], 'github'],
  ])('%j: %s', async (answers, wanted) => {
    expect(await choose(answering(...answers).ask, 'CI?', ['none', 'github', 'gitlab'], 'none')).toBe(wanted);
  });

  it('an answer that is none is told what is one', async () => {
    const { ask, asked } = answering('git', 'none');
    await choose(ask, 'CI?', ['none', 'github', 'gitlab'], 'none');
    expect(asked[0]).toBe('CI? [NONE/github/gitlab] ');
    expect(asked[1]).toMatch(/^"git" is none of these: give none, github or gitlab, or .*\nCI\? \[/);
  });

  it('each open store is asked of, with a default that leaves it open', async () => {
    const { ask, asked } = answering('log', '', 'stop');
    const stores = await askClasses(ask, [open('a'), tagged('t'), open('b'), open('c'), open('d')], {});
    expect(asked).toHaveLength(3);
    expect(asked[0]).toContain('(1 of 4) What does the S3 bucket a hold? nothing says what it holds. [UNCLASSIFIED/pii/');
    expect(stores.map((store) => (store.kind === 'unsure' ? 'open' : store.class))).toEqual(['log', 'log', 'open', 'open', 'open']);
  });

  it('PII is no answer where the configuration says that there is none', async () => {
    const { ask, asked } = answering('pii', 'none');
    const [store] = await askClasses(ask, [open('a')], { holdsPii: false });
    expect(asked).toHaveLength(2);
    expect(store).toMatchObject({ kind: 'proposed', class: 'none' });
  });

  it('a name can not move the cursor', async () => {
    const { ask, asked } = answering('');
    await askClasses(ask, [open('a\u001b[2J\nb')], {});
    expect(asked[0]).not.toMatch(/\p{Cc}/u);
  });
});

describe('--class', () => {
  const classes = (flags: string[], config = {}): (string | undefined)[] =>
    asSaid([open('orders'), open('other'), tagged('logs')], saidBy(flags), config).map((store) =>
      store.kind === 'unsure' ? 'open' : `${store.kind} ${store.class}`,
    );

  it.each<[string[], string[]]>([
    [[], ['open', 'open', 'evident log']],
    [['orders=pii'], ['proposed pii', 'open', 'evident log']],
    [['arn:aws:s3:::o*=None'], ['proposed none', 'proposed none', 'evident log']],
    [
      ['o*=none', 'orders=pii'],
      ['proposed pii', 'proposed none', 'evident log'],
    ],
    [['logs=unclassified'], ['open', 'open', 'evident log']],
    [['logs=log'], ['open', 'open', 'proposed log']],
  ])('%j', (flags, wanted) => {
    expect(classes(flags)).toEqual(wanted);
  });

  it.each<[string, string[], object, RegExp]>([
    ['no class', ['orders'], {}, /expected a name or ARN, = and one of pii/],
    ['another class', ['orders=secret'], {}, /"orders=secret"/],
    ['no such store', ['nobody=pii'], {}, /names no store that is new here/],
    ['against its tag', ['logs=none'], {}, /tag t: log wins over lines/],
    ['PII where there is none', ['orders=pii'], { holdsPii: false }, /holdsPii is false/],
  ])('refused: %s', (_name, flags, config, message) => {
    expect(() => classes(flags, config)).toThrow(message);
  });

  it('a name that would stand for others is refused', () => {
    expect(() => asSaid([open('a*')], saidBy(['a?=log']), {})).toThrow(/other stores/);
  });
});

describe('what is shown', () => {
  it('a row a store, and what the account tells only where all is wanted', () => {
    expect(storeRows([open('orders'), tagged('logs')], false)).toEqual([
      '  unclassified  orders  nothing says what it holds',
      '  log           logs    tag t: log',
    ]);
    expect(storeRows([open('orders'), tagged('logs')], true)).toHaveLength(1);
  });

  it('what was not looked at, with operation, code and regions', () => {
    const reasons = ['a', 'b'].map((region) => ({ operation: 'logs:DescribeLogGroups', code: 'AccessDenied', region }));
    expect(unreadSentences([{ title: 'log groups', reasons }], false)).toEqual([
      'log groups in a, b (logs:DescribeLogGroups: AccessDenied)',
      'whatever the run was cut off before; the snapshot is not whole',
    ]);
  });
});
