// Builds, and audits the bundled sample account: the real pipeline on a real snapshot. That it finds failures is what it is there to show.
import { spawnSync } from 'node:child_process';

const run = (...args) => {
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 2;
};

const built = run('scripts/build.mjs');
const code =
  built || run('dist/main.js', 'evaluate', 'sample/snapshot.ndjson.gz', '--config', 'sample/dpp-audit.yaml', '--out', 'reports/demo');
if (code === 1)
  console.log('\nThat was a sample account, with good and bad in it. Your own: set AWS credentials and run `node dist/main.js scan`.');
process.exitCode = code === 1 || code === 3 ? 0 : code;
