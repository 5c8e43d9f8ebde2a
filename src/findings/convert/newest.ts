import type { Edition, Figure } from '../../dpp/edition.ts';
import { editions, inWords } from '../../dpp/edition.ts';
import { ownPolicy, type Policy } from '../../dpp/requirement.ts';
import type { FindingsFile, RequirementRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { worst } from '../verdict.ts';
import { editionRow } from './edition-row.ts';
import { requirementRows } from './requirement-row.ts';

type Newest = FindingsFile['newestEdition'];

/** What one edition comes to, by requirement; what the comparison needs of it, and no findings. */
export interface EditionSummary {
  readonly edition: Edition;
  readonly rows: readonly RequirementRow[];
  /** Requirement → how many findings fail. */
  readonly failing: ReadonlyMap<string, number>;
  /** Requirement → what was found here, in a sentence. */
  readonly here: ReadonlyMap<string, string>;
}

/** Sums an edition's findings up. */
export function editionSummary(
  edition: Edition,
  findings: readonly Finding[],
  holdsPii: boolean,
  policy: Policy = ownPolicy,
): EditionSummary {
  const rows = requirementRows(edition, findings, holdsPii, policy);
  const about = rows.map((row) => ({ row, found: findings.filter((finding) => finding.rule.requirement === row.id) }));
  return {
    edition,
    rows,
    failing: new Map(about.map(({ row, found }) => [row.id, found.filter((finding) => finding.verdict === 'fail').length])),
    here: new Map(about.map(({ row, found }) => [row.id, here(found, row)])),
  };
}

/** What the newest edition would change: the requirements whose verdict differs, and those that it adds or drops, with both figures. */
export function newestRow(chosen: EditionSummary, newest: EditionSummary, asOf: string, known: readonly Edition[] = editions): Newest {
  const edition = editionRow(newest.edition, asOf, known);
  if (chosen.edition.id === newest.edition.id) return { edition, changes: [] };
  const now = new Map(chosen.rows.map((row) => [row.id, row]));
  const changes = newest.rows.flatMap((row) => {
    const before = now.get(row.id);
    const moved = (newest.failing.get(row.id) ?? 0) > (chosen.failing.get(row.id) ?? 0);
    if (before?.verdict === row.verdict && !moved) return [];
    return [
      {
        requirement: row.id,
        title: row.title,
        clause: row.clause,
        verdict: row.verdict,
        verdictNow: before?.verdict ?? null,
        figure: figureWords(row.id, newest.edition, chosen.edition),
        figureNow: before ? figureWords(row.id, chosen.edition, newest.edition) : '',
        here: newest.here.get(row.id) ?? '',
      },
    ];
  });
  return { edition, changes };
}

/** The figures of a requirement in one edition that the other has otherwise, or not. */
function figureWords(requirement: string, edition: Edition, other: Edition): string {
  const own = Object.entries(edition.figures).filter(([, figure]) => figure.requirement === requirement);
  const differs = own.filter(
    ([name, figure]) => other.figures[name]?.value !== figure.value || other.figures[name]?.authority !== figure.authority,
  );
  return differs.map(([, figure]) => words(figure)).join('; ');
}

const words = ({ title, value, unit }: Figure): string => `${title} ${inWords(value, unit)}`;

/** What was found here, in a sentence: the message of the worst finding. */
function here(findings: readonly Finding[], row: RequirementRow): string {
  const verdict = worst(findings.map((finding) => finding.verdict));
  const first = findings.find((finding) => finding.verdict === verdict);
  if (!first || verdict === 'not-applicable') return row.aspects.map((aspect) => `${aspect.title}: ${aspect.sentence}`)[0] ?? '';
  const same = findings.filter((finding) => finding.verdict === verdict).length;
  return `${first.message}${same > 1 ? `; ${same} findings like it` : ''}`;
}
