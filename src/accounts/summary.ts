import { type Static, Type } from 'typebox';
import type { Findings } from '../findings/findings.ts';
import { count, text, texts, VerdictSchema } from '../findings/rows.ts';
import { type Verdict, verdicts, worst } from '../findings/verdict.ts';
import { lineText, verdictLine } from '../report/verdict-line.ts';
import type { LeftOut, Target } from './target.ts';

const Account = { id: text(), name: text('Empty where nobody named it') };
const CountsSchema = Type.Record(Type.Enum([...verdicts]), count(), { description: 'How many of the requirements' });

const ReadSchema = Type.Object({
  ...Account,
  state: Type.Literal('read'),
  folder: text('Of its run, from this file: findings.json, report.html, snapshot.ndjson.gz'),
  asOf: text('When collecting began. ISO 8601, UTC'),
  edition: Type.Object({
    id: text(),
    newest: Type.Boolean(),
    inForce: Type.Boolean(),
    until: text('The last day on which it was in force. Date; empty while nothing replaced it'),
  }),
  regionsLeftOut: texts('Enabled regions that the user left out'),
  tone: Type.Enum(['bad', 'unsure', 'part', 'good'], { description: 'part: nothing fails, and not all of it could be shown' }),
  answer: text('The first sentences of its report'),
  requirements: CountsSchema,
  exitCode: Type.Enum([0, 1, 3], { description: 'What a run of this account alone would exit with' }),
});
const FailedSchema = Type.Object({ ...Account, state: Type.Literal('failed'), why: text('In a sentence') });
const LeftOutSchema = Type.Object({ ...Account, state: Type.Literal('left-out'), why: text('In a sentence') });

const RequirementSchema = Type.Object({
  id: text(),
  clause: text(),
  section: Type.Enum(['1', '2', '3']),
  title: text(),
  verdict: Type.Enum([...verdicts], { description: 'The worst of all accounts; one that could not be read counts as unknown' }),
  accounts: Type.Record(Type.String({ pattern: '^\\d{12}$' }), VerdictSchema, { description: 'By account, of those that were read' }),
});

/** summary.json: one run over many accounts. */
export const SummarySchema = Type.Object({
  schemaVersion: Type.Literal(1),
  tool: Type.Object({ name: text(), version: text() }),
  asOf: text('When the run began. ISO 8601, UTC'),
  exitCode: Type.Enum([0, 1, 3], { description: 'What the run exits with' }),
  accounts: Type.Array(Type.Union([ReadSchema, FailedSchema, LeftOutSchema])),
  requirements: Type.Array(RequirementSchema),
});

export type Summary = Static<typeof SummarySchema>;
export type AccountRow = Summary['accounts'][number];
export type ReadRow = Static<typeof ReadSchema>;
export type FailedRow = Static<typeof FailedSchema>;
export type RequirementOfAll = Summary['requirements'][number];
type ExitCode = Summary['exitCode'];

/** What is kept of an account once its findings are let go. */
export interface ReadAccount {
  readonly row: ReadRow;
  readonly requirements: readonly (Pick<RequirementOfAll, 'id' | 'clause' | 'section' | 'title'> & { readonly verdict: Verdict })[];
}

/** An account's result. `exitCode` is what a run of it alone would exit with: 0, 1 or 3. */
export function readAccount({ id, name }: Pick<Target, 'id' | 'name'>, file: Findings, exitCode: number): ReadAccount {
  const { audit, requirements } = file;
  const { tone } = verdictLine(file);
  const [account] = audit.accounts;
  const { id: edition, newest, inForce, until } = audit.edition;
  const has = (verdict: Verdict): number => requirements.filter((row) => row.verdict === verdict).length;
  return {
    row: {
      id,
      name: name || (account?.alias ?? ''),
      state: 'read',
      folder: id,
      asOf: audit.asOf,
      edition: { id: edition, newest, inForce, until },
      regionsLeftOut: audit.regions.leftOut,
      tone,
      answer: lineText(verdictLine(file)),
      requirements: Object.fromEntries(verdicts.map((verdict) => [verdict, has(verdict)])) as Record<Verdict, number>,
      exitCode: exitCode === 0 || exitCode === 1 ? exitCode : 3,
    },
    requirements: requirements.map(({ id, clause, section, title, verdict }) => ({ id, clause, section, title, verdict })),
  };
}

/** An account that could not be read, and why. */
export const failedAccount = ({ id, name }: Pick<Target, 'id' | 'name'>, why: string): FailedRow => ({ id, name, state: 'failed', why });

/** Everything about a run over many accounts. An account that could not be read counts as unknown in all that it was to be asked. */
export function summary(
  about: Pick<Summary, 'tool' | 'asOf'>,
  results: readonly (ReadAccount | FailedRow)[],
  leftOut: readonly LeftOut[],
): Summary {
  const read = results.flatMap((result) => ('row' in result ? [result] : []));
  const failed = results.flatMap((result) => ('row' in result ? [] : [result]));
  const left = leftOut.map(({ id, name, why }) => ({ id, name, state: 'left-out' as const, why }));
  const accounts: AccountRow[] = [...read.map(({ row }) => row), ...failed, ...left];
  return {
    schemaVersion: 1,
    ...about,
    exitCode: codeOfAll([...read.map(({ row }) => row.exitCode), ...failed.map(() => 3 as const)]),
    accounts: accounts.sort((a, b) => (a.id < b.id ? -1 : 1)),
    requirements: ofAll(read, failed.length > 0),
  };
}

/** What fails in one account fails in all; what is unread in one is unread in all. Of no account, nothing was read. */
function codeOfAll(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(1)) return 1;
  return codes.length === 0 || codes.includes(3) ? 3 : 0;
}

function ofAll(read: readonly ReadAccount[], unread: boolean): RequirementOfAll[] {
  const byId = new Map<string, RequirementOfAll>();
  for (const { row, requirements } of read) {
    for (const { verdict, ...requirement } of requirements) {
      const known = byId.get(requirement.id) ?? { ...requirement, verdict, accounts: {} };
      byId.set(requirement.id, { ...known, accounts: { ...known.accounts, [row.id]: verdict } });
    }
  }
  return [...byId.values()].map((requirement) => {
    const all: Verdict[] = [...Object.values(requirement.accounts), ...(unread ? ['unknown' as const] : [])];
    return { ...requirement, verdict: worst(all) ?? 'unknown' };
  });
}
