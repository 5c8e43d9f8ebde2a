import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs the steps of a GitHub job or of a composite action as GitHub does, as far as ours go: it refuses what it does not know. */

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
}

/** `inputs.fail-on`, `steps.audit.outputs.code`: what an expression may name. */
export type Context = Readonly<Record<'inputs' | 'vars', Readonly<Record<string, string>>>>;

export interface Upload {
  readonly name: string;
  readonly files: readonly string[];
}

export interface Job {
  /** Exit code of each script that ran, by the step's name. */
  readonly codes: Readonly<Record<string, number>>;
  /** What the job ends with: the first code that is not 0. */
  readonly code: number;
  readonly uploaded: readonly Upload[];
  /** `audit.exit-code` → value */
  readonly outputs: ReadonlyMap<string, string>;
  /** What the steps left on the job's page. */
  readonly summary: string;
  readonly log: string;
}

type Values = (path: string) => string;

/** One operand: a text, `!cancelled()` (nothing cancels a test), or what a context holds. */
function operand(text: string, values: Values): string {
  const quoted = /^'([^']*)'$/.exec(text);
  if (quoted) return quoted[1] ?? '';
  if (text === '!cancelled()') return 'true';
  if (/^[a-z]+(\.[\w-]+)+$/i.test(text)) return values(text);
  throw new Error(`this test can't tell what "${text}" is`);
}

/** An expression of `==`, `!=` and `&&`. docs.github.com/en/actions/reference/workflows-and-actions/expressions */
export function evaluate(expression: string, values: Values): string {
  const terms = expression.split('&&').map((term) => term.trim());
  const results = terms.map((term) => {
    const [, left, operator, right] = /^(\S+) (==|!=) (\S+)$/.exec(term) ?? [];
    if (left === undefined || right === undefined) return operand(term, values);
    // GitHub compares texts without regard to case
    const same = operand(left, values).toLowerCase() === operand(right, values).toLowerCase();
    return String(same === (operator === '=='));
  });
  if (results.length === 1) return results[0] ?? '';
  return String(results.every((result) => result !== '' && result !== 'false'));
}

export const fillIn = (text: string, values: Values): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression.trim(), values));

function isDue({ if: condition }: Step, values: Values, failed: boolean): boolean {
  const text = condition?.replace(/^\$\{\{(.*)\}\}$/, '$1').trim();
  if (failed && !text?.includes('!cancelled()')) return false;
  return text === undefined || evaluate(text, values) === 'true';
}

/** `bash` as GitHub calls it where a step names it, and where it does not. */
const shells: Readonly<Record<string, readonly string[]>> = {
  bash: ['--noprofile', '--norc', '-eo', 'pipefail'],
  '': ['-e'],
};

/** The actions that need no playing: they set up what a test has. */
const setUp = /^(actions\/checkout|actions\/setup-node|aws-actions\/configure-aws-credentials)@/;

/**
 * Runs the steps one after the other in `cwd`.
 * @param env what the runner has beside GitHub's own variables
 */
export async function runSteps(
  steps: readonly Step[],
  { scratch, cwd, env, context }: { scratch: string; cwd: string; env: Readonly<Record<string, string>>; context: Context },
): Promise<Job> {
  const outputs = new Map<string, string>();
  const values: Values = (path) => {
    const [kind = '', name = '', ...rest] = path.split('.');
    if (kind === 'steps' && rest[0] === 'outputs') return outputs.get(`${name}.${rest[1]}`) ?? '';
    if (kind !== 'inputs' && kind !== 'vars') throw new Error(`this test has no ${path}`);
    return context[kind][name] ?? '';
  };
  const codes: Record<string, number> = {};
  const uploaded: Upload[] = [];
  const pages: string[] = [];
  const logs: string[] = [];
  let code = 0;
  mkdirSync(join(scratch, 'temp'), { recursive: true });

  for (const [i, step] of steps.entries()) {
    if (!isDue(step, values, code !== 0)) continue;
    if (step.uses?.startsWith('actions/upload-artifact@')) {
      const paths = fillIn(String(step.with?.path ?? ''), values).split('\n');
      const files = paths.map((path) => path.trim()).filter((path) => path !== '');
      uploaded.push({ name: fillIn(String(step.with?.name), values), files });
    } else if (step.run !== undefined) {
      const script = join(scratch, `step-${i}.sh`);
      const given = { GITHUB_OUTPUT: join(scratch, `output-${i}`), GITHUB_STEP_SUMMARY: join(scratch, `summary-${i}`) };
      // nothing of a context may become text of a script
      if (step.run.includes('${{')) throw new Error(`the script of "${step.name}" takes a value as its text`);
      for (const [path, text] of [[script, step.run], ...Object.values(given).map((path) => [path, ''])] as [string, string][])
        writeFileSync(path, text);
      const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fillIn(value, values)]);
      const all = { ...env, ...given, RUNNER_TEMP: join(scratch, 'temp'), ...Object.fromEntries(own) };
      const ran = await bash([...(shells[step.shell ?? ''] ?? []), script], cwd, all);
      codes[step.name ?? ''] = ran.code;
      logs.push(ran.log);
      pages.push(readFileSync(given.GITHUB_STEP_SUMMARY, 'utf8'));
      for (const line of readFileSync(given.GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean)) {
        const [, name, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
        if (name === undefined || value === undefined) throw new Error(`not an output: ${line}`);
        outputs.set(`${step.id}.${name}`, value);
      }
      code ||= ran.code;
    } else if (!setUp.test(step.uses ?? '')) throw new Error(`this test can't play ${JSON.stringify(step)}`);
  }
  return { codes, code, uploaded, outputs, summary: pages.join(''), log: logs.join('') };
}

/** Runs a script; gives its exit code and all that it said. */
export function bash(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  shell = 'bash',
): Promise<{ readonly code: number; readonly log: string }> {
  const child = spawn(shell, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return new Promise((done) => child.once('close', (status) => done({ code: status ?? -1, log })));
}
