import { type Static, Type } from 'typebox';
import { Problem } from '../problem.ts';
import { validator } from '../yaml/validator.ts';
import { sealDifferences } from './check-seals.ts';
import { type BundleFiles, jsonBytes, type Manifest, ManifestSchema, manifestName, sealNames, sealsName, sha256 } from './manifest.ts';
import { merkleRoot } from './merkle.ts';
import { bundleNames, needed } from './names.ts';

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

const outside = new Set<string>([manifestName, sealsName, ...Object.values(sealNames)]);

/** What differs between a bundle's files and its manifest and seals, a sentence each; nothing: every file is as it was packed. */
export function differences(files: BundleFiles, manifest: Manifest): string[] {
  const listed = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const found: string[] = [];
  if (listed.size !== manifest.files.length) found.push(`${manifestName} names a file twice`);
  for (const [path, bytes] of files) {
    if (outside.has(path)) continue;
    const entry = listed.get(path);
    if (!entry) found.push(`${path} was added`);
    else if (entry.bytes !== bytes.length)
      found.push(`${path} was changed: it has ${bytes.length} bytes, and ${manifestName} says ${entry.bytes}`);
    else if (entry.sha256 !== sha256(bytes)) found.push(`${path} was changed`);
  }
  for (const path of listed.keys()) if (!files.has(path) || outside.has(path)) found.push(`${path} was removed`);
  for (const name of needed) if (!listed.has(name) && !files.has(name)) found.push(`${name} is missing`);
  if (merkleRoot(manifest.files) !== manifest.merkleRoot)
    found.push(`${manifestName} was changed: its Merkle root is not that of its files`);
  const text = files.get(manifestName);
  if (text && Buffer.compare(text, jsonBytes(manifest)) !== 0) found.push(`${manifestName} was changed`);
  return [...new Set([...found, ...sealDifferences(files, manifest)])].sort();
}

/** As much of a findings file as is compared; older versions and newer ones have more. */
const ComparedSchema = Type.Object({
  tool: Type.Object({ name: Type.String(), version: Type.String() }),
  audit: Type.Object({
    asOf: Type.String(),
    edition: Type.Object({ id: Type.String() }),
    accounts: Type.Array(Type.Object({ id: Type.String() })),
    inputs: Type.Record(Type.String(), Type.String()),
  }),
  findings: Type.Array(
    Type.Object({
      id: Type.String(),
      rule: Type.String(),
      verdict: Type.String(),
      resource: Type.Object({ arn: Type.String(), type: Type.String() }),
    }),
  ),
  requirements: Type.Array(Type.Object({ id: Type.String(), verdict: Type.String() })),
});
export type Compared = Static<typeof ComparedSchema>;

/** The enclosed findings, or undefined where the file is none. */
export function comparedOf(files: BundleFiles): Compared | undefined {
  try {
    const findings: unknown = JSON.parse(new TextDecoder().decode(files.get(bundleNames.findings)));
    return validator(ComparedSchema)(findings) ? (findings as Compared) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the enclosed verdicts differ from those of the enclosed snapshot evaluated anew, a sentence each. */
export function verdictDifferences(enclosed: Compared, anew: Compared): string[] {
  const differing: string[] = [];
  const fresh = new Map(anew.findings.map((finding) => [finding.id, finding]));
  const seen = new Set<string>();
  for (const finding of enclosed.findings) {
    const what = `${finding.rule} on ${finding.resource.arn || finding.resource.type}`;
    if (seen.has(finding.id)) differing.push(`${what}: twice in the bundle`);
    seen.add(finding.id);
    const now = fresh.get(finding.id);
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
  const asked = new Set(anew.requirements.map(({ id }) => id));
  for (const { id, verdict } of enclosed.requirements)
    if (!asked.has(id)) differing.push(`requirement ${id}: ${verdict} in the bundle, and no requirement when evaluated anew`);
  return differing;
}

/** Inputs that the findings name by hash and that are not the enclosed ones, a sentence each. How they are hashed is a version's own business. */
export const inputDifferences = (enclosed: Compared, anew: Compared): string[] =>
  Object.entries(anew.audit.inputs)
    .filter(([name, hash]) => enclosed.audit.inputs[name] !== hash)
    .map(([name]) => `the findings were made of another input (${name}) than the one that is enclosed`);

/** Where the manifest says otherwise than what it lists, a sentence each. */
export function aboutDifferences({ account, asOf, edition, tool }: Manifest, { audit, tool: made }: Compared): string[] {
  const said: readonly (readonly [string, string, string])[] = [
    ['account', account, audit.accounts[0]?.id ?? ''],
    ['time', asOf, audit.asOf],
    ['edition', edition, audit.edition.id],
    ['program', `${tool.name} ${tool.version}`, `${made.name} ${made.version}`],
  ];
  return said
    .filter(([, mine, theirs]) => mine !== theirs)
    .map(([what, mine, theirs]) => `${manifestName} names the ${what} ${mine}, and the findings ${theirs}`);
}
