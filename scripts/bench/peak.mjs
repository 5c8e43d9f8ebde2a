// Loaded before the program that is measured: when it ends, writes what it took to the file that the environment names.
import { writeFileSync } from 'node:fs';

const file = process.env.BENCH_PEAK ?? '';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ peak: maxRSS * 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));
});
