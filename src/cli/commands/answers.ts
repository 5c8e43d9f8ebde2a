import { readFileSync } from 'node:fs';
import type { Argv } from 'yargs';
import { drafts } from '../../answers/draft.ts';
import { gaps } from '../../answers/gaps.ts';
import { answersHtml, gapsHtml } from '../../answers/html.ts';
import { answersMarkdown, gapsMarkdown } from '../../answers/markdown.ts';
import { questions } from '../../answers/question.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { type FindingsFile, FindingsFileSchema } from '../../findings/file.ts';
import { writePieces } from '../../findings/write.ts';
import { fileReason, Problem } from '../../problem.ts';
import { named } from '../../report/named.ts';
import { validator } from '../../yaml/validator.ts';
import { findingsPath } from '../findings-file.ts';
import { latestRun } from '../latest-run.ts';

export const builder = <T>(yargs: Argv<T>) =>
  yargs
    .positional('dir', { type: 'string', describe: "A run's folder, or its findings.json (the latest run below reports/)" })
    .option('gaps', { type: 'boolean', describe: 'The plan of action for what is not shown, instead of the answers' })
    .option('format', { choices: ['md', 'html'] as const, describe: 'Markdown (md), or a page (by the ending of --out, else md)' })
    .option('out', { type: 'string', requiresArg: true, describe: 'File to write to, instead of the terminal' });

interface AnswersFlags {
  readonly dir?: string;
  readonly gaps?: boolean;
  readonly format?: 'md' | 'html';
  readonly out?: string;
}

/** Drafts answers to Amazon's and the assessors' questions, or the plan of action, from a run's findings. */
export async function handler(flags: AnswersFlags): Promise<number> {
  const format = flags.format ?? formatOf(flags.out);
  const file = named(readFindings(flags.dir ?? latestRun()));
  const text = render(file, flags.gaps === true, format);
  if (flags.out === undefined) process.stdout.write(text);
  else {
    writePieces(flags.out, [text]);
    process.stdout.write(`${flags.gaps ? 'Plan of action' : 'Answers'}: ${flags.out}\n`);
  }
  return exitCodes.clean;
}

/** What a file's ending says. Throws a usage Problem for one that is neither: Markdown under another name opens as nothing. */
function formatOf(out: string | undefined): 'md' | 'html' {
  if (out === undefined || /\.(md|markdown)$/i.test(out)) return 'md';
  if (/\.html?$/i.test(out)) return 'html';
  throw new Problem(
    'usage',
    `--out is ${JSON.stringify(out)}: expected a file that ends in .md or .html, or say with --format which it is.`,
  );
}

function render(file: FindingsFile, plan: boolean, format: 'md' | 'html'): string {
  if (plan) return (format === 'html' ? gapsHtml : gapsMarkdown)(file, gaps(file));
  return (format === 'html' ? answersHtml : answersMarkdown)(file, drafts(file, questions()));
}

/** Reads a run's findings. Throws a usage Problem of one sentence for what is none. */
function readFindings(path: string): FindingsFile {
  const file = findingsPath(path);
  const refuse = (why: string, cause?: unknown): Problem =>
    new Problem('usage', `${file} is no findings file of this version: ${why}. Give a run's folder, or evaluate its snapshot anew.`, {
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw refuse(code ? fileReason(cause) : 'it is not JSON, or is cut short', cause);
  }
  const validate = validator(FindingsFileSchema);
  if (validate(value)) return value as FindingsFile;
  const [first] = validate.errors ?? [];
  throw refuse(`${first?.instancePath || 'the whole'} ${first?.message ?? 'is not as expected'}`);
}
