// Loaded before the program that is measured: when it ends, writes the most memory that it held (bytes) to the file that the environment names.
import { writeFileSync } from 'node:fs';

const file = process.env.BENCH_PEAK ?? '';
process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
