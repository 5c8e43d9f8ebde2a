import { join } from 'node:path';
import { audit } from '../audit.ts';
import { type Baseline, countedAgainst, withBaseline } from '../findings/compare/baseline.ts';
import { compare } from '../findings/compare/compare.ts';
import { runOf } from '../findings/compare/run.ts';
import { exitCode, exitCodes } from '../findings/exit-code.ts';
import type { Findings } from '../findings/findings.ts';
import { waiverNotes } from '../findings/waiver-notes.ts';
import { findingsText, writePieces } from '../findings/write.ts';
import { renderHtml } from '../report/html/render.ts';
import { plainText } from '../report/plain-text.ts';
import { renderSummary } from '../report/summary/render.ts';
import { renderComparison } from '../report/terminal/comparison.ts';
import { renderTerminal, type TerminalOptions } from '../report/terminal/render.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { prepareFolder } from '../snapshot/write.ts';
import { tool } from '../tool.ts';
import { assertSameAccount } from './findings-file.ts';
import type { Settings } from './options.ts';
import { keepRegister } from './register.ts';
import { appendSummary, stdoutSummary } from './summary.ts';

/** Evaluates a snapshot and writes the run beside it: findings, page, and what they were made with. Gives the findings. */
export function writeRun(dir: string, snapshot: Snapshot, settings: Settings, baseline?: Baseline): Findings {
  const { rules, edition, config, configText, attestations } = settings;
  const found = audit(snapshot, { rules, edition, config, tool, ...(attestations && { attestations }) });
  if (baseline) assertSameAccount(baseline.run, found, 'The baseline');
  const file = baseline ? withBaseline(found, baseline) : found;
  prepareFolder(dir);
  writePieces(join(dir, 'findings.json'), findingsText(file));
  writePieces(join(dir, 'report.html'), renderHtml(file));
  writePieces(join(dir, 'dpp-audit.yaml'), [configText]);
  keepRegister(dir, attestations);
  const own = rules.filter((rule) => rule.own);
  if (own.length > 0) prepareFolder(join(dir, 'rules'));
  for (const { source, text } of own) writePieces(join(dir, 'rules', `${source.id}.yaml`), [text]);
  return file;
}

/** The exit code that a run asks for: with a baseline, of what is worse than there. */
export function codeOf(file: Findings, { failOn }: Settings, baseline?: Baseline): number {
  return exitCode(baseline ? { audit: file.audit, findings: countedAgainst(file, baseline) } : file, failOn);
}

/** What should be known of a run beside its findings, a sentence each. */
export const notesOf = (file: Findings): readonly string[] => [
  ...file.audit.granted.map((sentence) => `Taken for granted: ${sentence}`),
  ...waiverNotes(file).map(plainText),
];

/** How this terminal shows text. */
export const shape = (): TerminalOptions => ({
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  width: process.stdout.columns ?? 100,
});

/** Evaluates a snapshot, writes the run, and prints its summary. Gives the exit code. */
export function evaluateInto(dir: string, snapshot: Snapshot, settings: Settings, baseline?: Baseline): number {
  const file = writeRun(dir, snapshot, settings, baseline);
  const { stdout, stderr } = process;
  const { summary } = settings;
  const comparison = baseline && compare(baseline.run, runOf(file));
  if (summary === stdoutSummary) stdout.write(renderSummary(file, comparison));
  else {
    stdout.write(`${renderTerminal(file, shape())}\n`);
    if (comparison) stdout.write(`${renderComparison(comparison, shape())}\n`);
  }
  // what is piped on is the summary and nothing else
  const places = summary === stdoutSummary ? stderr : stdout;
  places.write(`Report: ${join(dir, 'report.html')}\nFindings: ${join(dir, 'findings.json')}\n`);
  const { unclassified } = file.coverage;
  if (unclassified.length > 0) {
    stderr.write(`Stores without a class of data. Paste below \`classes:\` → \`patterns:\` in dpp-audit.yaml and mend the class:\n`);
    for (const { line } of unclassified) stderr.write(`    ${line}\n`);
  }
  for (const sentence of notesOf(file)) stderr.write(`${sentence}\n`);
  if (summary !== undefined && summary !== stdoutSummary) appendSummary(summary, renderSummary(file, comparison));
  return codeOf(file, settings, baseline) || ageCode(file, settings);
}

/** The snapshot's age is said, and counts where a limit was given; it is never part of the findings. */
function ageCode(file: Findings, { maxAge }: Settings): number {
  const age = Date.now() - Date.parse(file.audit.asOf);
  const hours = Math.round(age / 360_000) / 10;
  if (age > 3_600_000) process.stderr.write(`The snapshot is ${hours} hours old.\n`);
  if (maxAge === undefined || age <= maxAge) return exitCodes.clean;
  process.stderr.write(`That is older than --max-age allows: collect anew.\n`);
  return exitCodes.unread;
}
