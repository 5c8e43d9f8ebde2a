import { Type } from 'typebox';
import { intervalWords } from '../dpp/attestation-interval.ts';
import { type AttestedPart, attestedParts, type Said } from '../dpp/attestation-states.ts';
import type { Register } from '../dpp/attestations.ts';
import type { Edition } from '../dpp/edition.ts';
import type { Policy } from '../dpp/requirement.ts';
import type { Check, Judged } from '../engine/check.ts';
import type { Rule } from '../engine/compile.ts';
import { type Fact, type FactTree, given, type Leaf } from '../facts/fact.ts';
import type { Listing } from '../resources/aws.ts';
import { type AnyResourceType, type Identity, resource } from '../resources/resource.ts';
import type { AuditedResource } from './audited.ts';
import type { Finding } from './finding.ts';

/** The type of what the register holds. It lies in no account: nothing lists it, and no rule is asked of it. */
export const attestationType: AnyResourceType = resource('attestation', {
  title: { one: 'document', many: 'documents' },
  service: 'register of attestations',
  facts: {
    recorded: Type.Boolean({ description: 'Is there a document that counts?' }),
    unchanged: Type.Boolean({ description: 'Is the file as it was when it was recorded?' }),
    overdueDays: Type.Number({ unit: 'days', description: 'Since the next one was due; 0 where it is not due yet' }),
    due: Type.String({ description: 'The day by which the next is due' }),
    title: Type.String({ description: 'What the document is called' }),
    date: Type.String({ description: 'The day on which it was made, reviewed or tested' }),
    owner: Type.String({ description: 'Who answers for it' }),
    where: Type.String({ description: 'Its file or address' }),
    sha256: Type.String({ description: 'Of the file, as recorded; empty for an address' }),
  },
  list: (): Listing<Identity> => ({ found: [], unread: [], refs: [] }),
  read: () => {
    throw new Error('documents are read from the register');
  },
});

/** The id that stands for a rule in the findings of a part: `attestation-access-review-review`. */
export const attestationRule = (requirement: string, aspect: string): string => `attestation-${requirement}-${aspect}`;

/** What a register comes to in an edition: findings, and what stands for rules in them. */
export interface Attested {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

/** The findings of a register on a day: one for each part that documents show, one for each document that can't count and each hole in a series. */
export function attestedFindings(register: Register, edition: Edition, asOf: Date, holdsPii: boolean, policy: Policy): Attested {
  const parts = attestedParts(register, edition, asOf, holdsPii, policy).map((part) => ({ part, rule: ruleOf(part) }));
  return {
    rules: parts.map(({ rule }) => rule),
    findings: parts.flatMap(({ part, rule }) => part.said.map((said) => findingOf(part, said, rule))),
  };
}

function ruleOf(part: AttestedPart): Rule {
  const { requirement, aspect, clause, title, duty, intervals } = part;
  const id = attestationRule(requirement, aspect);
  const name = `${requirement}/${aspect}`;
  const often = intervals.map(intervalWords).join(', ');
  const source: Rule['loaded']['source'] = {
    id,
    title: `${title}: a document shows it`,
    requirement,
    severity: duty.severity ?? 'medium',
    effort: 'hours',
    resource: attestationType.type,
    expect: {},
    message: title,
    rationale: `AWS cannot show it, so a document must. It is asked ${often}${duty.series ? ', as a series over a year' : ''}.`,
    limits: 'That the document exists, is as it was recorded, and is not too old. Nobody reads what it says: that is for people.',
    references: ['https://developer-docs.amazon.com/sp-api/docs/policies-and-agreements'],
    remediation: {
      text: `Write or renew the document for ${name}, then record it. \`dpp-audit attest templates\` writes one to fill in (${duty.template}.md).`,
      cli: `dpp-audit attest add --for ${name} --title TITLE --file FILE --owner OWNER`,
    },
    examples: [],
  };
  return {
    loaded: { source, file: '', text: '', own: false, place: () => ({ file: '' }) },
    id,
    requirement,
    clause,
    authority: intervals.every(({ authority }) => authority === 'guidance') ? 'guidance' : 'policy',
    figures: {},
    types: [attestationType],
    when: [],
    expect: [],
    leaves: new Map(),
  };
}

function findingOf(part: AttestedPart, said: Said, rule: Rule): Finding {
  const { verdict, message } = said;
  const subject = documentOf(part, said);
  return { rule, type: attestationType, resource: subject, verdict, message, checks: checksOf(said, subject.facts) };
}

function documentOf(
  { requirement, aspect, title }: AttestedPart,
  { about, document, due, overdueDays, recorded, unchanged }: Said,
): AuditedResource {
  const arn = `attestation:${requirement}/${aspect}${about === '' ? '' : `:${about}`}`;
  const where = document?.where;
  const facts = {
    recorded,
    unchanged,
    overdueDays,
    due,
    ...(document && {
      title: document.title,
      date: document.date,
      owner: document.owner,
      where: where && 'file' in where ? where.file : (where?.url ?? ''),
      sha256: where && 'file' in where ? where.sha256 : '',
    }),
  };
  return {
    type: attestationType.type,
    typeOf: attestationType,
    identity: { arn, name: document?.title ?? title, region: '' },
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, given<Leaf>(value)])),
    classBy: '',
    unclassified: false,
  };
}

/** What is asked of a document, beside what is so: the lines that a finding shows. */
const asked: readonly (readonly [path: string, expected: object, holds: (said: Said) => boolean])[] = [
  ['recorded', { const: true }, ({ recorded }) => recorded],
  ['unchanged', { const: true }, ({ unchanged }) => unchanged],
  ['overdueDays', { maximum: 0 }, ({ overdueDays }) => overdueDays === 0],
];

const checksOf = (said: Said, facts: FactTree): readonly Judged[] =>
  asked.map(([path, expected, holds]) => {
    const check: Check = { path, expected, judge: () => judged };
    const judged: Judged = { check, holds: holds(said) ? 'yes' : 'no', fact: facts[path] as Fact<Leaf> };
    return judged;
  });
