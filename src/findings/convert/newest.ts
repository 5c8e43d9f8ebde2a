import type { Edition, Figure } from '../../dpp/edition.ts';
import { inWords } from '../../dpp/edition.ts';
import type { FindingsFile, RequirementRow } from '../file.ts';
import type { Finding } from '../finding.ts';
import { verdicts } from '../verdict.ts';
import { editionRow } from './edition-row.ts';

type Newest = FindingsFile['newestEdition'];

interface Audited {
  readonly edition: Edition;
  readonly rows: readonly RequirementRow[];
  readonly findings: readonly Finding[];
}

/** What the newest edition would change: the requirements whose verdict differs, and those that it adds or drops, with both figures. */
export function newestRow(chosen: Audited, newest: Audited, asOf: string): Newest {
  const edition = editionRow(newest.edition, asOf);
  if (chosen.edition.id === newest.edition.id) return { edition, changes: [] };
  const now = new Map(chosen.rows.map((row) => [row.id, row]));
  const changes = newest.rows.flatMap((row) => {
    const before = now.get(row.id);
    const worse = newest.findings.filter((finding) => finding.rule.requirement === row.id);
    const moved = failing(worse) > failing(chosen.findings.filter((finding) => finding.rule.requirement === row.id));
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
        here: here(worse, row),
      },
    ];
  });
  return { edition, changes };
}

const failing = (findings: readonly Finding[]): number => findings.filter((finding) => finding.verdict === 'fail').length;

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
  const worst = [...findings].sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))[0];
  if (!worst || worst.verdict === 'not-applicable') return row.aspects.map((aspect) => `${aspect.title}: ${aspect.sentence}`)[0] ?? '';
  const same = findings.filter((finding) => finding.verdict === worst.verdict).length;
  return `${worst.message}${same > 1 ? `; ${same} findings like it` : ''}`;
}
