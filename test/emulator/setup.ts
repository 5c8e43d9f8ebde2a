import { provideMoto } from './moto.ts';

/** Sees once, before any test, that there is a moto to test against. Without one the tests that need it are skipped; in CI that is a failure. */
export default function setup(): void {
  const why = provideMoto();
  if (why === undefined) return;
  if (process.env.CI === 'true') throw new Error(`There is no moto_server, and it can't be installed: ${why}`);
  process.stderr.write(`Skipped: every test against the emulated AWS, for there is no moto_server and it can't be installed (${why}).\n`);
}
