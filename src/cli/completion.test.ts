import { describe, expect, it } from 'vitest';
import { wordsOf } from './completion.ts';

describe('the words of a command line', () => {
  it.each([
    ['are all of it', ['scan', '--out', 'run'], ['scan', '--out', 'run']],
    ['are none where there are none', [], []],
    ['begin behind the program where a shell asks', ['--get-yargs-completions', 'dpp-audit', 'diff', '--'], ['diff', '--']],
    ['are none where a shell asks for the first', ['--get-yargs-completions', 'dpp-audit'], []],
  ])('%s', (_, args, words) => {
    expect(wordsOf(args)).toEqual(words);
  });
});
