import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceFiles, typeParts } from '../../scripts/scaffold/resource.ts';
import { remediationText, ruleText, ruleWish, toFill, typesWithoutAspect } from '../../scripts/scaffold/rule.ts';
import { clientTypes, listOperation } from '../../scripts/scaffold/sdk-shape.ts';
import { requirements } from '../../src/dpp/requirement.ts';
import { checkRules } from '../../src/engine/examples.ts';
import { loadRules, rulesOf } from '../../src/engine/load.ts';
import { carries } from '../../src/engine/schema-path.ts';
import { resourceTypes } from '../../src/generated/resourceTypes.ts';
import { traits } from '../../src/resources/traits.ts';

const carriedTraits = Object.keys(traits).filter((trait) => resourceTypes.some((type) => carries(type, trait)));
const askable = [...resourceTypes.map((type) => type.type), ...carriedTraits.map((trait) => `trait:${trait}`)];

describe('a new rule', () => {
  it.each(askable)('for %s compiles, and its examples hold', (resource) => {
    const text = ruleText(ruleWish(['access-review', 'some-state', resource], []));
    const rules = rulesOf([{ file: 'rules/access-review/some-state.yaml', text, own: false }]);
    expect(checkRules(rules)).toMatchObject({ rules: 1 });
  });

  it.each([
    { name: 'nothing', words: [], says: /^Give a requirement, an id and a type:/ },
    {
      name: 'a requirement misspelt',
      words: ['pii-retenton', 'a-b', 's3.bucket'],
      says: /`pii-retenton`: did you mean `pii-retention`\?$/,
    },
    { name: 'an id in capitals', words: ['mfa', 'Users', 'iam.user'], says: /^`Users` is no id of a rule/ },
    { name: 'an id that is taken', words: ['mfa', 'a-taken-one', 'iam.user'], says: /^There is a rule `a-taken-one` already/ },
    { name: 'a type misspelt', words: ['mfa', 'a-b', 's3.buckets'], says: /did you mean `s3\.bucket`\?$/ },
    { name: 'a trait that is none', words: ['mfa', 'a-b', 'trait:smell'], says: /^There is no type with `trait:smell`/ },
  ])('is refused in one sentence: $name', ({ words, says }) => {
    expect(() => ruleWish(words, ['a-taken-one'])).toThrow(says);
  });

  it('is told to be named where the aspects of its requirement name their rules', () => {
    const [first] = requirements;
    if (!first) throw new Error('there is no requirement');
    const aspect = { id: 'a', title: 'A', by: 'rules' as const, types: ['iam.user'] };
    const wish = ruleWish(['mfa', 'some-state', 'iam.user'], []);
    const lacking = (rules?: string[]) =>
      typesWithoutAspect(wish, [{ ...first, id: 'mfa', aspects: [{ ...aspect, ...(rules && { rules }) }] }]);
    expect(lacking()).toEqual([]);
    expect(lacking(['some-state'])).toEqual([]);
    expect(lacking(['another'])).toEqual(['iam.user']);
  });

  it('brings a remediation where its type has none for the requirement, and leaves one that is there', () => {
    expect(remediationText('mfa', 'logging:\n  text: x\n')).toMatch(/^mfa:\n {2}text: Say here/);
    expect(remediationText('logging', 'logging:\n  text: x\n')).toBe('');
  });
});

describe('a new type', () => {
  it.each([
    { name: 'nothing', type: undefined, says: /^Give a type as service\.thing/ },
    { name: 'no thing', type: 's3', says: /^Give a type as service\.thing/ },
    { name: 'one that is there', type: 's3.bucket', says: /^There is a type `s3\.bucket` already/ },
  ])('is refused in one sentence: $name', ({ type, says }) => {
    expect(() => typeParts(type, ['s3.bucket'])).toThrow(says);
  });

  it("reads how a list comes from the SDK's own types", () => {
    const types = clientTypes('@aws-sdk/client-sns') ?? '';
    expect(listOperation(types, 'ListTopics')).toEqual({
      name: 'ListTopics',
      list: 'Topics',
      fields: ['TopicArn'],
      page: { token: 'NextToken', next: 'NextToken' },
    });
    expect(listOperation(types, 'ListSubscriptionsByTopic'), 'what needs input is no list of everything').toBeUndefined();
  });
});

describe('in a copy of the project', () => {
  const copy = mkdtempSync(join(tmpdir(), 'dpp-audit-scaffold-'));
  const run = (script: string, ...args: string[]): string =>
    execFileSync('node', ['scripts/run.mjs', script, ...args], { cwd: copy, encoding: 'utf8' });

  beforeAll(() => {
    for (const part of [
      'src',
      'rules',
      'scripts',
      'test/emulator',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'docs',
      'action.yml',
      'schemas',
    ])
      cpSync(part, join(copy, part), { recursive: true });
    // a link alone would put the scripts' cache into the project's own
    mkdirSync(join(copy, 'node_modules'));
    for (const name of readdirSync('node_modules').filter((one) => !one.startsWith('.'))) {
      symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name));
    }
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('a type, its rule and a service of its own compile once their registries are generated', () => {
    const left = run('new-resource', 'sns.topic');
    expect(left).toMatch(/Wrote src\/resources\/sns-topic\.ts[\s\S]*1\. /);
    for (const path of [
      'src/resources/sns-topic.test.ts',
      'rules/remediation/sns.topic.yaml',
      'rules/requirements.yaml',
      'test/emulator/seed/sns.ts',
    ])
      expect(left).toContain(path);
    run('generate');
    expect(run('new-rule', 'monitoring', 'topics-are-listed', 'sns.topic')).toMatch(/let an aspect of monitoring look at sns\.topic/);
    const operation = listOperation(clientTypes('@aws-sdk/client-sns') ?? '', 'ListTopics');
    if (!operation) throw new Error('ListTopics lists nothing');
    const wish = {
      type: 'topics.topic',
      service: 'topics',
      thing: 'topic',
      client: '@aws-sdk/client-sns',
      operation,
      catalogue: { name: 'topics', file: 'topics' },
    };
    for (const { path, text } of serviceFiles(wish)) writeFileSync(join(copy, path), text);
    run('generate');
    expect(run('generate', '--check')).toMatch(/fresh/);
    const compiled = spawnSync('node', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], { cwd: copy, encoding: 'utf8' });
    const ours = compiled.stdout.split('\n').filter((line) => /sns-topic|topics|calls\/sns/.test(line));
    expect(ours).toEqual([]);
    expect(readFileSync(join(copy, 'src/generated/resourceTypes.ts'), 'utf8')).toContain('snsTopic');
    expect(readFileSync(join(copy, 'docs/rules.md'), 'utf8')).toContain('topics-are-listed');
  }, 180_000);
});

describe('the rules that come with the program', () => {
  it.each(loadRules().map((rule) => [rule.source.id, rule.text] as const))('%s has words of its own', (_, text) => {
    expect(text.toLowerCase()).not.toContain(toFill.toLowerCase());
  });
});
