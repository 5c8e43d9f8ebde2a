import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The version that the tests are written against; the set-up installs it where the PATH has none. */
export const motoVersion = '5.2.1';

const ownEnvironment = resolve('node_modules/.cache/moto');
const ownCommand = join(ownEnvironment, 'bin', 'moto_server');

/** The command that starts moto's server: the one on the PATH, or the one that the set-up installed; undefined where there is neither. */
export function motoCommand(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'moto_server'));
  return [...onPath, ownCommand].find((path) => existsSync(path));
}

/** Puts moto into a virtual environment of the tests' own, unless there is one already. Says why where it can't. */
export function provideMoto(): string | undefined {
  if (motoCommand()) return undefined;
  try {
    execFileSync('python3', ['-m', 'venv', ownEnvironment], { stdio: 'pipe' });
    const pip = [
      join(ownEnvironment, 'bin', 'pip'),
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--retries',
      '1',
      `moto[server]==${motoVersion}`,
    ];
    execFileSync(pip[0] as string, pip.slice(1), { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return String((error as Error).message).split('\n')[0];
  }
}

/** An emulated AWS: `url` is its endpoint for every service and region. Its one account is 123456789012. */
export interface Moto {
  readonly url: string;
  /** Empties every account. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export const motoAccount = '123456789012';

/** Starts moto's server on a free port of the loopback, and waits until it answers. Throws with what it said where it does not start. */
export async function startMoto(): Promise<Moto> {
  const command = motoCommand();
  if (!command) throw new Error('there is no moto_server: install Python 3, or put moto_server on the PATH');
  const server = spawn(command, ['-H', '127.0.0.1', '-p', '0'], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  // a test run that ends early leaves no server behind
  process.once('exit', () => server.kill('SIGKILL'));
  const url = await address(server);
  const post = async (path: string): Promise<void> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST' });
    await answer.text();
    if (!answer.ok) throw new Error(`moto answers ${answer.status} to ${path}`);
  };
  await post('/moto-api/reset');
  return {
    url,
    reset: () => post('/moto-api/reset'),
    stop: () =>
      new Promise((done) => {
        server.once('exit', () => done());
        server.kill('SIGKILL');
      }),
  };
}

/** What moto needs, and nothing of AWS's that the machine may hold. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|MOTO_)|proxy$/i.test(name));
  return { ...Object.fromEntries(kept), MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', PYTHONUNBUFFERED: '1' };
}

/** The address that the server prints once it listens. */
function address(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`moto does not start within 60 seconds: ${said}`)), 60_000);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(timer);
      found(url);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('error', failed);
    server.once('exit', (code) => failed(new Error(`moto ended with ${code}: ${said}`)));
  });
}
