import { describe, expect, it } from 'vitest';
import { usageWords } from './usage.ts';

const signatures = ['scan', 'evaluate <snapshot>', 'diff <before> <now>', 'evidence <action> [path]'];
const said = (message: string, ...args: readonly string[]): string =>
  usageWords(
    message,
    args,
    args.find((arg) => !arg.startsWith('-')),
    signatures,
  );

describe('what the parser says', () => {
  it.each([
    [
      'Not enough non-option arguments: got 1, need at least 2',
      ['diff', 'A'],
      '`dpp-audit diff <before> <now>` wants what stands in < >: `dpp-audit diff --help` says what that is.',
    ],
    [
      'Not enough arguments following: regions',
      ['scan', '--regions'],
      '--regions wants a value behind it. `dpp-audit scan --help` shows what there is.',
    ],
    [
      'Unknown arguments: evaluat, run',
      ['evaluat', 'run'],
      'There is no command `evaluat`: did you mean `evaluate`? `dpp-audit --help` shows what there is.',
    ],
    ['Unknown argument: xyzzy', ['xyzzy'], 'There is no command `xyzzy`. `dpp-audit --help` shows what there is.'],
    ['Unknown argument: nonsense', ['--nonsense'], 'Unknown argument: nonsense. `dpp-audit --help` shows what there is.'],
    ['Unknown argument: more', ['scan', 'more'], 'Unknown argument: more. `dpp-audit --help` shows what there is.'],
  ])('%s', (message, args, words) => {
    expect(said(message, ...args)).toBe(words);
  });
});
