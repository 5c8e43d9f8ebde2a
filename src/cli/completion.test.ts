import { describe, expect, it } from 'vitest';
import { wordsOf } from './completion.ts';

describe('the words of a command line', () => {
  it.each([
    ['are all of it', ['scan', '--out', 'run'], ['scan', '--out', 'run']],
    ['are none where there are none', [], []],
    ['begin behind the program where bash asks', ['--get-yargs-completions', 'dpp-audit', 'diff', '--'], ['diff', '--']],
    ['begin behind its path', ['--get-yargs-completions', './node_modules/.bin/dpp-audit', 'diff'], ['diff']],
    ['are all of the line where fish asks', ['--get-yargs-completions', 'diff', '--'], ['diff', '--']],
    ['are none where a shell asks for the first', ['--get-yargs-completions', 'dpp-audit'], []],
  ])('%s', (_, args, words) => {
    expect(wordsOf(args)).toEqual(words);
  });
});
