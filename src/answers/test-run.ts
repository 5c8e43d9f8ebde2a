import { knownRules } from '../../scripts/generate/known-rules.ts';
import { editionOf, inWords } from '../dpp/edition.ts';
import { requirementsOf } from '../dpp/requirement.ts';
import { ruleRow } from '../findings/convert/rule-row.ts';
import type { FindingRow, FindingsFile } from '../findings/file.ts';
import { type Verdict, verdicts } from '../findings/verdict.ts';
import { resourceTypes } from '../generated/resourceTypes.ts';
import type { AnsweredFile } from './run.ts';

const known = knownRules();
const row = (id: string, rule: string, requirement: string, clause: string, verdict: Verdict, type: string, name: string): FindingRow => ({
  id,
  rule,
  requirement,
  clause,
  verdict,
  severity: 'high',
  account: '111122223333',
  region: '',
  resource: { type, arn: `arn:${type}/${name}`, name, dataClass: '' },
  message: `${name} of ${rule}`,
  checks: [],
});

/** A run in which all is well: each rule passes on two resources of each of its types, each document is attested, nothing is left unlooked at. */
export function perfectRun(id: string): AnsweredFile {
  const edition = editionOf(id);
  const asked = requirementsOf(edition);
  const rules = known.flatMap(({ inEditions }) => inEditions.filter((one) => one.edition === edition).map(({ rule }) => rule));
  const fromRules = rules.flatMap((rule) =>
    rule.types.flatMap(({ type }) =>
      ['one', 'two'].map((name) => ({
        ...row(`${rule.id}-${type}-${name}`, rule.id, rule.requirement, rule.clause, 'pass', type, name),
        checks: rule.expect.map(({ path }) => ({ path, holds: 'yes' as const, expected: {}, found: { value: 30 }, from: [] })),
      })),
    ),
  );
  const documents = asked.flatMap(({ id: requirement, clause, aspects }) =>
    aspects
      .filter(({ by }) => by === 'attestation')
      .map((aspect) => {
        const rule = `attestation-${requirement}-${aspect.id}`;
        return row(rule, rule, requirement, clause, 'attested', 'attestation', `Paper on ${requirement}/${aspect.id}`);
      }),
  );
  const editionRow = { id, title: edition.title, inForce: true, from: edition.from, until: '', newest: true };
  return {
    schemaVersion: 1,
    tool: { name: 'dpp-audit', version: '0.0.0' },
    audit: {
      asOf: '2026-11-20T09:12:00.000Z',
      edition: editionRow,
      accounts: [{ id: '111122223333', alias: 'acme-seller' }],
      regions: { read: ['eu-west-1'], leftOut: [], notEnabled: [], unread: [] },
      caller: { arn: '', credentials: '' },
      clockOffset: 0,
      complete: true,
      holdsPii: true,
      scope: '',
      inputs: { snapshot: '', rules: '', edition: '', configuration: '', attestations: '' },
      granted: [],
    },
    coverage: {
      calls: [],
      denied: [],
      resources: resourceTypes.map(({ type, title }) => ({ type, title: title.many, found: 2, unread: [], regions: 1 })),
      waivers: [],
      unclassified: [],
    },
    requirements: asked.map(({ id: requirement, title, asks, clause, section, aspects }) => ({
      id: requirement,
      title,
      asks,
      clause,
      section,
      authority: 'policy' as const,
      verdict: 'pass' as const,
      checked: 2,
      failed: 0,
      counts: Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as FindingsFile['requirements'][number]['counts'],
      figures: Object.entries(edition.figures)
        .filter(([, figure]) => figure.requirement === requirement)
        .map(([name, { value, unit, authority, confidence }]) => ({
          name,
          value,
          unit,
          authority,
          confidence,
          words: inWords(value, unit),
        })),
      aspects: aspects.map((aspect) => ({
        id: aspect.id,
        title: aspect.title,
        by: aspect.by,
        verdict: aspect.by === 'attestation' ? ('attested' as const) : ('pass' as const),
        sentence: 'all pass',
        rules: [],
      })),
      automated: 1,
    })),
    rules: rules.map((rule) => ruleRow(rule)),
    resources: documents.map(({ resource: { type, arn, name } }) => ({
      type,
      arn,
      name,
      region: '',
      service: '',
      dataClass: '',
      classBy: '',
      facts: { date: { value: '2026-05-04' }, due: { value: '2026-12-24' } },
    })),
    findings: [...fromRules, ...documents],
    newestEdition: { edition: editionRow, changes: [] },
  };
}

/** The run with some of its findings changed, or taken away where the change gives none. */
export const withFindings = (file: AnsweredFile, change: (finding: FindingRow) => FindingRow | undefined): AnsweredFile => ({
  ...file,
  findings: file.findings.flatMap((finding) => change(finding) ?? []),
});
