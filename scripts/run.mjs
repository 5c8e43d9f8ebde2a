// Runs scripts/<name>.ts with the arguments that follow its name.
import { compiled, load } from './load.mjs';

const [name, ...args] = process.argv.slice(2);
process.argv.splice(1, process.argv.length - 1, compiled(name), ...args);
await load(name);
