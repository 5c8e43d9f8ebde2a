import { createHash } from 'node:crypto';
import { type Register, registerHash } from './dpp/attestations.ts';
import { assertConfig, type Config, type ConfigFile, tightened } from './dpp/config.ts';
import { type Edition, editionOf, newestEdition } from './dpp/edition.ts';
import { ownPolicy, type Policy } from './dpp/requirement.ts';
import { compileRules } from './engine/compile.ts';
import type { LoadedRule } from './engine/load.ts';
import { remediations as ownRemediations, type Remediations } from './engine/remediation.ts';
import { valueOf } from './facts/fact.ts';
import { attestedFindings } from './findings/attested.ts';
import type { AuditedType } from './findings/audited.ts';
import { type Audited, findingsFile, type Judgement } from './findings/convert/file.ts';
import { type EditionSummary, editionSummary } from './findings/convert/newest.ts';
import type { Findings } from './findings/findings.ts';
import { judge } from './judge.ts';
import { Problem } from './problem.ts';
import { readAccount } from './read.ts';
import { Aws } from './resources/aws.ts';
import { canonical } from './snapshot/canonical.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

/** All that findings are a function of, beside the snapshot. */
export interface Inputs {
  readonly rules: readonly LoadedRule[];
  /** Id of the edition; `latest` is the newest. */
  readonly edition: string;
  readonly config: ConfigFile;
  readonly tool: { readonly name: string; readonly version: string };
  /** Editions and requirements; the program's own if left out. */
  readonly policy?: Policy;
  readonly remediations?: Remediations;
  /** The register of attestations; without one, what documents show stays not provable. */
  readonly attestations?: Register;
}

/**
 * The pipeline: snapshot → resources with facts → classes → proofs → rules → findings. Pure: the same input gives the same file, byte for
 * byte, and the clock is the snapshot's. Throws a usage Problem for a configuration or a rule that can't be used.
 */
export function audit(snapshot: Snapshot, inputs: Inputs): Findings {
  const { rules, config: file, tool, policy = ownPolicy, remediations = ownRemediations, attestations } = inputs;
  const { config } = file;
  const aws = new Aws(snapshot);
  const chosenEdition = usableEdition(inputs, aws.asOf, policy);

  const types = readAccount(aws, config);
  assertNoPii(types, config);

  // the newest first: its findings are summed up and let go before the chosen ones are made
  const judgement = (id: string): Judgement => {
    const figures = tightened(editionOf(id, policy.editions), config.parameters);
    const compiled = compileRules(rules, figures, policy);
    const findings = judge(compiled, types, config, aws.asOf, policy);
    if (!attestations) return { edition: figures, rules: compiled, findings };
    const attested = attestedFindings(attestations, figures, aws.asOf, config.holdsPii !== false, policy);
    return { edition: figures, rules: [...compiled, ...attested.rules], findings: [...findings, ...attested.findings] };
  };
  const newestId = newestEdition(policy.editions).id;
  const newest = chosenEdition.id === newestId ? undefined : summaryOf(judgement(newestId), config, policy);
  const chosen = judgement(chosenEdition.id);

  const hashes = {
    ...hashesOf(rules, chosenEdition, config, policy, remediations),
    ...(attestations && { attestations: registerHash(attestations) }),
  };
  const audited: Audited = { snapshot, aws, types, config, chosen, newest, tool, hashes, policy, remediations };
  return findingsFile(audited);
}

/** What would be refused once all is collected can be refused before AWS is asked: the edition, the configuration, the rules. Throws a usage Problem. */
export function assertUsable(inputs: Pick<Inputs, 'rules' | 'edition' | 'config'>, today: Date): void {
  const chosen = usableEdition(inputs, today, ownPolicy);
  for (const one of new Set([chosen, newestEdition(ownPolicy.editions)])) {
    compileRules(inputs.rules, tightened(one, inputs.config.config.parameters), ownPolicy);
  }
}

/** The edition that was asked for, once the configuration is known to fit it on that day. */
function usableEdition({ rules, edition, config }: Pick<Inputs, 'rules' | 'edition' | 'config'>, today: Date, policy: Policy): Edition {
  const chosen = editionOf(edition, policy.editions);
  const ids = rules.map((rule) => rule.source.id);
  assertConfig(config, chosen, today, ids);
  return chosen;
}

const summaryOf = ({ edition, findings }: Judgement, config: Config, policy: Policy): EditionSummary =>
  editionSummary(edition, findings, config.holdsPii !== false, policy);

function hashesOf(
  rules: readonly LoadedRule[],
  edition: object,
  config: Config,
  { requirements }: Policy,
  remediations: Remediations,
): Audited['hashes'] {
  const sha256 = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');
  const texts = rules.map(({ source, text }) => ({ id: source.id, text })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rules: sha256([texts, Object.fromEntries(remediations), requirements]),
    edition: sha256(edition),
    configuration: sha256(config),
  };
}

/** A configuration that says there is no PII, and a store that is tagged as PII, contradict each other. */
function assertNoPii(types: readonly AuditedType[], config: Config): void {
  if (config.holdsPii !== false) return;
  const holding = types.flatMap(({ resources }) =>
    resources.filter(({ facts }) => facts.dataClass && 'from' in facts.dataClass && valueOf(facts.dataClass as never) === 'pii'),
  );
  if (holding.length === 0) return;
  throw new Problem(
    'usage',
    holding.map(({ identity, classBy }) => ({
      message: `The configuration says that nothing holds PII (holdsPii: false), and ${identity.arn} is classified as pii (${classBy}): settle which is right.`,
    })),
  );
}
