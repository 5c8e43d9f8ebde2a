#!/usr/bin/env node
// The door: parses, calls one command, and turns what it says into an exit code. Commands are loaded when they are asked for.
import { setFlagsFromString } from 'node:v8';
import yargs, { type Argv } from 'yargs';
import { exitCodes } from '../findings/exit-code.ts';
import { Problem, sentence } from '../problem.ts';
import { tool } from '../tool.ts';
import { wordsOf } from './completion.ts';
import { usageWords } from './usage.ts';

// Left alone, V8 lets the heap grow to several times of what is in use before it cleans up; a large account is some 200 MB
setFlagsFromString('--heap-growing-percent=60');
// set before the SDK loads: it warns on stderr about the version of Node
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

interface Command {
  readonly builder: (yargs: Argv) => Argv;
  // biome-ignore lint/suspicious/noExplicitAny: yargs gives what the builder declares
  readonly handler: (flags: any) => Promise<number>;
}

const commands: readonly (readonly [string | readonly string[], string, () => Promise<unknown>])[] = [
  [['scan', '$0'], 'Audit an AWS account: collect, evaluate, report', () => import('./commands/scan.ts')],
  ['collect', 'Collect an account into a snapshot, to evaluate later', () => import('./commands/collect.ts')],
  ['evaluate <snapshot>', 'Evaluate a snapshot without AWS', () => import('./commands/evaluate.ts')],
  ['diff <before> <now>', 'Compare two runs: what is new, fixed, changed, unread', () => import('./commands/diff.ts')],
  ['init', 'Write a configuration with a class for each store', () => import('./commands/init.ts')],
  ['attest <action>', 'Keep the register of documents that show what AWS cannot', () => import('./commands/attest.ts')],
  ['permissions', 'Print the least IAM policy that a scan needs', () => import('./commands/permissions.ts')],
  ['rules <action> [id]', 'List the rules, show one, or check them all', () => import('./commands/rules.ts')],
  ['answers [dir]', "Draft answers to Amazon's questions, or a plan for the gaps", () => import('./commands/answers.ts')],
  ['evidence <action> [path]', 'Pack a run into a bundle, or verify one', () => import('./commands/evidence.ts')],
  ['completion', 'Print a script that completes commands in your shell', () => import('./commands/completion.ts')],
];

async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.clean;
  const asked = wordsOf(args).find((arg) => !arg.startsWith('-'));
  const signatures = commands.map(([name]) => (typeof name === 'string' ? name : (name[0] as string)));
  const parser = yargs([...args])
    .scriptName(tool.name)
    .usage("$0 <command>\n\nAudits AWS accounts against Amazon's Data Protection Policy. Reads only.")
    .version(tool.version)
    .option('debug', { type: 'boolean', describe: 'Show the stack of an error', global: true })
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
    .strict()
    .updateStrings({ 'Invalid values:': 'There is no such value:', 'Argument: %s, Given: %s, Choices: %s': '%s is %s, expected one of %s' })
    .recommendCommands()
    .exitProcess(false)
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .fail((message, error) => {
      // what the parser says of flags comes as an error of its own
      if (error && error.name !== 'YError') throw error;
      throw new Problem('usage', usageWords((error?.message ?? message).replace(/\s+/g, ' '), args, asked, signatures));
    });
  for (const [name, description, load] of commands) {
    const own = (typeof name === 'string' ? name : (name[0] as string)).split(' ')[0];
    const isDefault = typeof name !== 'string';
    // only the command that is asked is loaded: `--help` of all shows names alone
    const needed =
      asked === own || (isDefault && (asked === undefined || !commands.some(([other]) => String(other).split(' ')[0] === asked)));
    const command =
      needed && !(asked === undefined && args.some((arg) => arg === '--help' || arg === '--version'))
        ? ((await load()) as Command)
        : undefined;
    let lists: readonly string[] = [];
    parser.command(
      name as string,
      description,
      (inner) => {
        const built = command?.builder(inner) ?? inner;
        lists = listsOf(built);
        return built;
      },
      async (flags) => {
        refuseTwice(flags, lists);
        code = command ? await command.handler(flags) : exitCodes.usage;
      },
    );
  }
  await parser.parseAsync();
  return code;
}

/** The flags that take several values. yargs knows them; its types do not tell. */
const listsOf = (built: Argv): readonly string[] =>
  (built as unknown as { getOptions(): { readonly array: readonly string[] } }).getOptions().array;

/** What takes one value and is given several: which of them was meant, nobody knows. */
function refuseTwice(flags: Readonly<Record<string, unknown>>, lists: readonly string[]): void {
  for (const [name, value] of Object.entries(flags)) {
    // each flag of several words stands there twice
    if (Array.isArray(value) && /^[a-z]/.test(name) && !/[A-Z]/.test(name) && !lists.includes(name))
      throw new Problem(
        'usage',
        `--${name} is given ${value.length} times (${value.join(', ')}), and takes one value: leave out the others.`,
      );
  }
}

function report(error: unknown, debug: boolean): number {
  if (!(error instanceof Problem)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const name = error instanceof Error ? error.name : '';
    // what yargs says of flags comes as a plain error of its own
    if (name === 'YError') return complain(`${message}. \`${tool.name} --help\` shows what there is.`, exitCodes.usage);
    return complain(
      debug
        ? (stack ?? message)
        : `This is a fault of ${tool.name}, not yours: ${message}. Run it again with --debug and send us what it says.`,
      exitCodes.unread,
    );
  }
  for (const issue of error.issues) process.stderr.write(`${sentence(issue)}\n`);
  if (debug) process.stderr.write(`${error.stack ?? ''}\n${error.cause instanceof Error ? (error.cause.stack ?? '') : ''}\n`);
  switch (error.kind) {
    case 'usage':
    case 'credentials':
      return exitCodes.usage;
    case 'damaged':
      return exitCodes.findings;
    case 'interrupted':
      return exitCodes.interrupted;
    case 'cut-off':
      return exitCodes.unread;
  }
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

// A reader that has seen enough (`| head`) is no error, and changes nothing of how the run ends; a full disk behind `>` is one
let unwritten: string | undefined;
process.stderr.on('error', () => {});
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || unwritten !== undefined) return;
  unwritten = code === 'ENOSPC' ? 'the disk is full' : message;
  complain(`What is printed can't be written: ${unwritten}. Make room, or print elsewhere.`, exitCodes.unread);
  process.exitCode ||= exitCodes.unread;
});

const args = process.argv.slice(2);
try {
  const code = await main(args);
  process.exitCode = code || (unwritten === undefined ? exitCodes.clean : exitCodes.unread);
} catch (error) {
  process.exitCode = report(error, args.includes('--debug'));
}
