import type { FindingRow } from '../findings/file.ts';
import { clausePath } from '../report/clauses/pages.ts';
import { type Answer, answerOf } from './answer.ts';
import type { Held, Line } from './held.ts';
import { type Claim, characterLimit, type Part, type Question } from './question.ts';
import { type AnsweredFile, type Run, runOf } from './run.ts';
import { asked, claimed } from './sentence.ts';
import { shownBy } from './support.ts';

/** Where an assessor sees it: the page of a clause within the bundle, and the findings on it. */
export interface Evidence {
  readonly requirement: string;
  readonly clause: string;
  /** Path within a bundle, with the requirement's anchor. */
  readonly page: string;
  /** Ids of the findings that the sentences rest on. */
  readonly findings: readonly string[];
}

export interface Draft {
  readonly id: string;
  readonly kind: Question['kind'];
  readonly asked: string;
  /** None where a text is asked. */
  readonly answer?: Answer;
  /** To paste: at most 500 characters where the form takes no more. */
  readonly lines: readonly Line[];
  /** What did not fit, the least important parts. */
  readonly leftOut: readonly Line[];
  /** Why no more is claimed, a sentence each. */
  readonly reasons: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** The lines of an answer as they are pasted. */
export const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');

/** Drafts for all questions that the holder of the run is asked. Those about personal data are left out where there is none. */
export function drafts(file: AnsweredFile, questions: readonly Question[]): readonly Draft[] {
  const run = runOf(file);
  return questions.filter(({ pii }) => pii !== true || file.audit.holdsPii).map((question) => draft(question, run));
}

function draft(question: Question, run: Run): Draft {
  const held = question.parts.map((part) => hold(part, run));
  const limit = question.kind === 'request' ? Number.POSITIVE_INFINITY : characterLimit;
  const answer = answerOf(question, held, run);
  const { lines, leftOut } = fitting(
    held.map(({ line }) => line),
    limit,
  );
  return {
    id: question.id,
    kind: question.kind,
    asked: asked(question.asked, run),
    ...(answer && { answer }),
    lines,
    leftOut,
    reasons: [...new Set([...held.flatMap(({ reasons }) => reasons), ...(answer?.reasons ?? []), ...newestAsks(question, run)])],
    evidence: evidenceOf(question, held, run),
  };
}

function hold(part: Part, run: Run): Held {
  if ('asks' in part)
    return { part, standing: 'open', line: { kind: 'prompt', text: `[${asked(part.asks, run)}]` }, reasons: [], shown: [] };
  const shown = part.by.map((support) => shownBy(support, run));
  const text = shown.every(({ standing }) => standing === 'holds') ? claimed(part.says, shown, run) : undefined;
  if (text !== undefined) return { part, standing: 'holds', line: { kind: 'claim', text }, reasons: [], shown };
  const reasons = shown.flatMap((one) => one.reasons);
  return {
    part,
    standing: shown.some(({ standing }) => standing === 'broken') ? 'broken' : 'open',
    line: { kind: 'prompt', text: `[${asked(part.else, run)}]` },
    reasons: reasons.length > 0 ? reasons : [noFigure(part)],
    shown,
  };
}

const noFigure = ({ says }: Claim): string =>
  `This edition sets no figure for it: ${[...says.matchAll(/\{\$(\w+)\}/g)].map(([, name]) => name).join(', ')}`;

/** Whole parts, the most important first, as long as they fit; each line break counts. */
export function fitting(parts: readonly Line[], limit: number): Pick<Draft, 'lines' | 'leftOut'> {
  const lines: Line[] = [];
  const leftOut: Line[] = [];
  for (const part of parts) (textOf([...lines, part]).length <= limit ? lines : leftOut).push(part);
  return { lines, leftOut };
}

/** What today's edition asks more of the same requirements: who answers by an older one must know. */
function newestAsks({ requirements }: Question, { file }: Run): readonly string[] {
  const { edition, changes } = file.newestEdition;
  return changes
    .filter(({ requirement, verdict }) => requirements.includes(requirement) && !fine.has(verdict))
    .map(({ title, here }) => `${edition.id}${edition.inForce ? ', in force now,' : ''} asks otherwise: ${title}. ${here}`);
}

const fine: ReadonlySet<string> = new Set(['pass', 'attested', 'not-applicable']);

function evidenceOf({ requirements }: Question, held: readonly Held[], run: Run): readonly Evidence[] {
  const cited = held.flatMap(({ shown }) => shown.flatMap(({ findings }): readonly FindingRow[] => findings));
  const ids = [...new Set([...requirements, ...cited.map(({ requirement }) => requirement)])];
  return ids.flatMap((id) => {
    const row = run.requirement(id);
    if (!row) return [];
    const findings = [...new Set(cited.filter(({ requirement }) => requirement === id).map((finding) => finding.id))];
    return [{ requirement: row.title, clause: row.clause, page: `${clausePath(row.clause)}#r-${id}`, findings }];
  });
}
