import { describe, expect, it } from 'vitest';
import { filesBelow, type Import, importsOf, isShipped } from './sources.ts';

/** The layers of src/, each with what it may import, and why no more. Leaves, which all may use, stand apart. */
const layers: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  calls: { may: [], because: 'the catalogue says what can be asked; collecting, reading and permissions all go by it' },
  snapshot: { may: ['calls', 'facts'], because: 'the evidence is kept and hashed without being understood' },
  facts: { may: [], because: 'what a fact is does not depend on whose fact it is' },
  analysis: { may: ['facts'], because: 'proofs are pure: no SDK, no records, no edition' },
  yaml: { may: [], because: 'reading a file is one thing, what it means another' },
  collect: { may: ['calls', 'snapshot', 'facts', 'analysis'], because: 'collectors ask, and never judge' },
  resources: {
    may: ['calls', 'snapshot', 'facts', 'analysis'],
    because: 'no fact that a type reads depends on the configuration or the edition',
  },
  dpp: { may: ['facts', 'resources', 'yaml'], because: 'editions, classes and configuration know no rules and no findings' },
  engine: { may: ['facts', 'resources', 'dpp', 'findings', 'yaml'], because: 'rules are asked of facts, wherever these come from' },
  findings: {
    may: ['calls', 'snapshot', 'facts', 'resources', 'dpp', 'engine'],
    because: 'the converter reads all that was found out; nobody reads it but through its file',
  },
  report: { may: ['findings'], because: 'a renderer reads the findings and nothing else' },
  accounts: { may: ['findings', 'report', 'yaml'], because: 'a run over many accounts is summed up from what each of them came to' },
  answers: { may: ['findings', 'report', 'yaml'], because: 'a draft claims what stands in the findings, and nothing else' },
  evidence: {
    may: ['dpp', 'engine', 'findings', 'report', 'snapshot', 'yaml'],
    because: 'a bundle is made of files that are there already and of pages about them, and is judged by what it encloses',
  },
  init: {
    may: ['analysis', 'calls', 'dpp', 'facts', 'findings', 'read.ts', 'report', 'resources', 'snapshot'],
    because: 'a configuration is proposed from what was read, before any rule is asked',
  },
  attest: {
    may: ['analysis', 'dpp', 'facts', 'findings', 'read.ts', 'report', 'resources', 'snapshot', 'yaml'],
    because: 'documents to fill in are written from what was read, before any rule is asked',
  },
  cli: {
    may: [
      'accounts',
      'answers',
      'attest',
      'audit.ts',
      'calls',
      'collect',
      'dpp',
      'engine',
      'evidence',
      'findings',
      'init',
      'report',
      'snapshot',
      'yaml',
    ],
    because: 'commands parse, call and print: they may reach everything',
  },
  'audit.ts': {
    may: ['dpp', 'engine', 'facts', 'findings', 'judge.ts', 'read.ts', 'resources', 'snapshot'],
    because: 'the pipeline on one page: a snapshot in, findings out, no AWS, no disk',
  },
  'read.ts': { may: ['calls', 'dpp', 'facts', 'findings', 'resources'], because: 'reading and proving come before any rule' },
  'judge.ts': { may: ['dpp', 'engine', 'findings', 'resources'], because: 'judging looks at facts, and never at records' },
};

/** Small modules under all layers: they import nothing of ours but each other. `generated` lists what stands in folders. */
const leaves = ['problem.ts', 'remember.ts', 'tool.ts', 'unwritable.ts', 'generated'];

/** What breaks the table with good reason. One that nothing needs any more fails. */
const exceptions: readonly { readonly from: string; readonly to: string; readonly because: string }[] = [
  { from: 'src/evidence/check.ts', to: 'src/audit.ts', because: 'a bundle is checked by evaluating its snapshot anew' },
  {
    from: 'src/analysis/trail/data-events.ts',
    to: 'src/resources/traits.ts',
    because: 'the type of the trait that it proves; of types alone',
  },
];

const layerOf = (path: string): string => /^src\/([^/]+)/.exec(path)?.[1] ?? '';
const isOurs = (target: string): boolean => target.startsWith('src/');
const shipped = filesBelow('src').filter(isShipped);
const imports = shipped.flatMap(importsOf);
const where = ({ file, line, target }: Import): string => `${file}:${line} imports ${target}`;
const excepted = ({ file, target }: Import): boolean => exceptions.some(({ from, to }) => from === file && to === target);

describe('layers', () => {
  it('every file lies in one', () => {
    const known = new Set([...Object.keys(layers), ...leaves, 'text-modules.d.ts']);
    expect(shipped.filter((file) => !known.has(layerOf(file)))).toEqual([]);
  });

  it.each(Object.entries(layers))('%s', (layer, { may, because }) => {
    const allowed = new Set([layer, ...may, ...leaves]);
    const breaking = imports.filter(
      (one) => layerOf(one.file) === layer && isOurs(one.target) && !allowed.has(layerOf(one.target)) && !excepted(one),
    );
    expect(breaking.map(where), because).toEqual([]);
  });

  it('leaves import nothing of ours but each other', () => {
    const breaking = imports.filter(
      (one) =>
        leaves.includes(layerOf(one.file)) &&
        layerOf(one.file) !== 'generated' &&
        isOurs(one.target) &&
        !leaves.includes(layerOf(one.target)),
    );
    expect(breaking.map(where)).toEqual([]);
  });

  it('every exception is still needed', () => {
    expect(exceptions.filter(({ from, to }) => !imports.some((one) => one.file === from && one.target === to))).toEqual([]);
  });

  it('nothing imports cli/: what a command needs of others does not depend on there being a command', () => {
    expect(imports.filter((one) => layerOf(one.target) === 'cli' && layerOf(one.file) !== 'cli').map(where)).toEqual([]);
  });

  it('no shipped file imports what only tests use', () => {
    expect(imports.filter((one) => isOurs(one.target) && !isShipped(one.target)).map(where)).toEqual([]);
  });
});

describe('packages', () => {
  const isSdk = (target: string): boolean => /^@(aws-sdk|smithy)\//.test(target);

  it('only collect/ has the SDK at run time, and the generated list that loads a client when it is asked', () => {
    const breaking = imports.filter(
      (one) => isSdk(one.target) && !one.typeOnly && layerOf(one.file) !== 'collect' && one.file !== 'src/generated/calls.ts',
    );
    expect(breaking.map(where)).toEqual([]);
  });

  it('analysis/ needs no package at all: proofs can be read and tested by themselves', () => {
    expect(imports.filter((one) => layerOf(one.file) === 'analysis' && !isOurs(one.target)).map(where)).toEqual([]);
  });

  it('only engine/ and yaml/ validate: rules have one validator a path, files have another', () => {
    expect(imports.filter((one) => one.target.startsWith('ajv') && !['engine', 'yaml'].includes(layerOf(one.file))).map(where)).toEqual([]);
  });
});

describe('the disk', () => {
  /** Who reads or writes files; everyone else gets text and gives text. */
  const touching: Readonly<Record<string, string>> = {
    'src/cli': 'reads what the user names',
    'src/snapshot/read.ts': 'reads a snapshot',
    'src/snapshot/write.ts': 'writes one',
    'src/engine/load.ts': "reads the user's rules",
    'src/findings/write.ts': 'writes findings and reports',
    'src/evidence/run.ts': 'reads the run that is packed',
  };

  it('is touched by few', () => {
    const others = imports.filter((one) => /^node:fs/.test(one.target) && !Object.keys(touching).some((path) => one.file.startsWith(path)));
    expect(others.map(where)).toEqual([]);
  });
});
