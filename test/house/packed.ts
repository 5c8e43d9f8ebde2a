import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Nothing of npm's goes to the network. */
export const offline = { npm_config_update_notifier: 'false', npm_config_offline: 'true' } as const;

export interface Packed {
  /** The file as the registry would have it. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const npm = { encoding: 'utf8', env: { ...process.env, ...offline }, stdio: 'pipe' } as const;

/** Packs what is built into a folder. Without scripts: tests run on what is built already, and do not build it under the feet of others. */
export function pack(folder: string): Packed {
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], npm);
  const [only] = JSON.parse(said) as readonly (Packed & { readonly filename: string })[];
  if (!only) throw new Error(`npm pack said: ${said}`);
  return { ...only, path: join(folder, only.filename) };
}

/** Installs a packed package into a folder that has neither sources nor a network. */
export function install({ path }: Packed, folder: string): void {
  execFileSync('npm', ['install', '--prefix', folder, path], npm);
}
