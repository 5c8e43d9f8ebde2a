import type { Edition, Figure } from '../../dpp/edition.ts';
import { editions, inWords } from '../../dpp/edition.ts';
import { ownPolicy, type Policy } from '../../dpp/requirement.ts';
import type { FindingsFile, RequirementRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { editionRow } from './edition-row.ts';
import { hereWords, type Said, saidOf } from './here.ts';
import { requirementRows } from './requirement-row.ts';

type Newest = FindingsFile['newestEdition'];

/** What one edition comes to, by requirement; what the comparison needs of it, and no findings. */
export interface EditionSummary {
  readonly edition: Edition;
  readonly rows: readonly RequirementRow[];
  /** Requirement → how many findings fail. */
  readonly failing: ReadonlyMap<string, number>;
  /** Requirement → what its rules found. */
  readonly said: ReadonlyMap<string, readonly Said[]>;
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
    said: new Map(about.map(({ row, found }) => [row.id, saidOf(found)])),
  };
}

/**
 * What the newest edition would change, with both figures: the requirements whose verdict differs or of which more fails, those that it adds, and
 * those that fail either way by a figure that is no longer the same.
 */
export function newestRow(chosen: EditionSummary, newest: EditionSummary, asOf: string, known: readonly Edition[] = editions): Newest {
  const edition = editionRow(newest.edition, asOf, known);
  if (chosen.edition.id === newest.edition.id) return { edition, changes: [] };
  const now = new Map(chosen.rows.map((row) => [row.id, row]));
  const changes = newest.rows.flatMap((row) => {
    const before = now.get(row.id);
    const moved = (newest.failing.get(row.id) ?? 0) > (chosen.failing.get(row.id) ?? 0);
    const otherLimit = bad.has(row.verdict) && figuresThatDiffer(row.id, newest.edition, chosen.edition).some(binds);
    if (before?.verdict === row.verdict && !moved && !otherLimit) return [];
    return [
      {
        requirement: row.id,
        title: row.title,
        clause: row.clause,
        verdict: row.verdict,
        verdictNow: before?.verdict ?? null,
        figure: figureWords(row.id, newest.edition, chosen.edition),
        figureNow: before ? figureWords(row.id, chosen.edition, newest.edition) : '',
        here:
          hereWords(newest.said.get(row.id) ?? [], before?.verdict === row.verdict ? (chosen.said.get(row.id) ?? []) : []) ||
          aspectWords(row),
      },
    ];
  });
  return { edition, changes };
}

const bad: ReadonlySet<string> = new Set(['fail', 'attestation-expired', 'attestation-missing']);

const binds = ({ authority }: Figure): boolean => authority !== 'guidance';

/** The figures of a requirement in one edition that the other has otherwise, or not. */
function figuresThatDiffer(requirement: string, edition: Edition, other: Edition): readonly Figure[] {
  return Object.entries(edition.figures)
    .filter(([name, figure]) => figure.requirement === requirement && !isSame(figure, other.figures[name]))
    .map(([, figure]) => figure);
}

const isSame = (figure: Figure, other: Figure | undefined): boolean =>
  other !== undefined && other.value === figure.value && other.authority === figure.authority;

const figureWords = (requirement: string, edition: Edition, other: Edition): string =>
  figuresThatDiffer(requirement, edition, other)
    .map(({ title, value, unit }) => `${title} ${inWords(value, unit)}`)
    .join('; ');

/** What can be said of a requirement of which no rule found anything. */
const aspectWords = ({ aspects }: RequirementRow): string => aspects.map(({ title, sentence }) => `${title}: ${sentence}`)[0] ?? '';
