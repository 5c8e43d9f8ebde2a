#!/usr/bin/env node
// The door: parses, calls one command, and turns what it says into an exit code. Commands are loaded when they are asked for.
import { setFlagsFromString } from 'node:v8';
import yargs, { type Argv } from 'yargs';
import { exitCodes } from '../findings/exit-code.ts';
import { Problem, sentence } from '../problem.ts';
import { tool } from '../tool.ts';
import { wordsOf } from './completion.ts';

// Left alone, V8 lets the heap grow to several times of what is in use before it cleans up; a large account is some 200 MB
setFlagsFromString('--heap-growing-percent=40');
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
  const parser = yargs([...args])
    .scriptName(tool.name)
    .usage("$0 <command>\n\nAudits AWS accounts against Amazon's Data Protection Policy. Reads only.")
    .version(tool.version)
    .option('debug', { type: 'boolean', describe: 'Show the stack of an error', global: true })
    .parserConfiguration({ 'duplicate-arguments-array': false, 'parse-numbers': false, 'parse-positional-numbers': false })
    .strict()
    .updateStrings({ 'Invalid values:': 'There is no such value:', 'Argument: %s, Given: %s, Choices: %s': '%s is %s, expected one of %s' })
    .recommendCommands()
    .exitProcess(false)
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .fail((message, error) => {
      throw error ?? new Problem('usage', `${message.replace(/\s+/g, ' ')}. \`${tool.name} --help\` shows what there is.`);
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
    parser.command(
      name as string,
      description,
      (inner) => command?.builder(inner) ?? inner,
      async (flags) => {
        code = command ? await command.handler(flags) : exitCodes.usage;
      },
    );
  }
  await parser.parseAsync();
  return code;
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

for (const stream of [process.stdout, process.stderr]) {
  // a reader that has seen enough (`| head`) is no error
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  process.exitCode = report(error, args.includes('--debug'));
}
