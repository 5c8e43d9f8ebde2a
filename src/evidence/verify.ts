import { Problem } from '../problem.ts';
import { canonical } from '../snapshot/canonical.ts';
import { validator } from '../yaml/validator.ts';
import { type BundleFiles, type Manifest, ManifestSchema, manifestName, sha256 } from './manifest.ts';

/** Names of the files that every bundle holds. */
export const bundleNames = {
  snapshot: 'snapshot.ndjson.gz',
  findings: 'findings.json',
  report: 'report.html',
  config: 'dpp-audit.yaml',
  edition: 'edition.yaml',
  requirements: 'requirements.yaml',
  rules: 'rules/',
  ownRules: 'rules/own/',
} as const;

/** The bundle's manifest. Throws a usage Problem where there is none that can be read. */
export function manifestOf(files: BundleFiles, file: string): Manifest {
  const bytes = files.get(manifestName);
  const refuse = (why: string): Problem =>
    new Problem('usage', `${file} is no evidence bundle: ${why}. Expected a file that \`dpp-audit evidence pack\` wrote.`);
  if (!bytes) throw refuse(`it holds no ${manifestName}`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refuse(`its ${manifestName} is not JSON`);
  }
  if (!validator(ManifestSchema)(manifest)) throw refuse(`its ${manifestName} is not of the form that this version knows`);
  return manifest as Manifest;
}

/** What differs between a bundle's files and its manifest, a sentence each; nothing: every file is as it was packed. */
export function differences(files: BundleFiles, manifest: Manifest): string[] {
  const listed = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const found: string[] = [];
  if (listed.size !== manifest.files.length) found.push(`${manifestName} names a file twice`);
  for (const [path, bytes] of files) {
    if (path === manifestName) continue;
    const entry = listed.get(path);
    if (!entry) found.push(`${path} was added`);
    else if (entry.bytes !== bytes.length || entry.sha256 !== sha256(bytes)) found.push(`${path} was changed`);
  }
  for (const path of listed.keys()) if (!files.has(path)) found.push(`${path} was removed`);
  for (const name of [bundleNames.snapshot, bundleNames.findings, bundleNames.report, bundleNames.config, bundleNames.edition]) {
    if (!listed.has(name) && !files.has(name)) found.push(`${name} is missing`);
  }
  if (files.get(manifestName) && new TextDecoder().decode(files.get(manifestName)) !== `${canonical(manifest)}\n`)
    found.push(`${manifestName} was changed`);
  return [...new Set(found)].sort();
}

interface Findings {
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly verdict: string;
    readonly resource: { readonly arn: string; readonly type: string };
  }[];
  readonly requirements: readonly { readonly id: string; readonly verdict: string }[];
}

/** Where the enclosed verdicts differ from those of the enclosed snapshot evaluated anew, a sentence each. */
export function verdictDifferences(enclosed: Findings, anew: Findings): string[] {
  const differing: string[] = [];
  const fresh = new Map(anew.findings.map((finding) => [finding.id, finding]));
  const seen = new Set<string>();
  for (const finding of enclosed.findings) {
    seen.add(finding.id);
    const now = fresh.get(finding.id);
    const what = `${finding.rule} on ${finding.resource.arn || finding.resource.type}`;
    if (!now) differing.push(`${what}: ${finding.verdict} in the bundle, and no finding when evaluated anew`);
    else if (now.verdict !== finding.verdict)
      differing.push(`${what}: ${finding.verdict} in the bundle, ${now.verdict} when evaluated anew`);
  }
  for (const { id, rule, verdict, resource } of anew.findings) {
    if (!seen.has(id)) differing.push(`${rule} on ${resource.arn || resource.type}: not in the bundle, ${verdict} when evaluated anew`);
  }
  const requirements = new Map(enclosed.requirements.map(({ id, verdict }) => [id, verdict]));
  for (const { id, verdict } of anew.requirements) {
    if (requirements.get(id) !== verdict)
      differing.push(`requirement ${id}: ${requirements.get(id) ?? 'nothing'} in the bundle, ${verdict} when evaluated anew`);
  }
  return differing;
}
