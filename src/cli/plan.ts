/** Says what a dry run foretells. */
export function sayPlan(plan: ReadonlyMap<string, number>, asked: number): void {
  const rows = [...plan].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  process.stdout.write(`${asked} calls listed what there is. A scan asks about ${total} more:\n`);
  for (const [service, count] of rows) process.stdout.write(`  ${service.padEnd(16)}${String(count).padStart(8)}\n`);
}
