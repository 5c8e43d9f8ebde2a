import { gunzipSync } from 'node:zlib';
import { audit } from '../audit.ts';
import { readHashes, readRegister, registerNames } from '../dpp/attestations.ts';
import { readConfig } from '../dpp/config.ts';
import { editionsIn } from '../dpp/edition.ts';
import { requirementsIn } from '../dpp/requirement.ts';
import { isRule, type RuleFile, rulesOf } from '../engine/load.ts';
import { remediationsIn } from '../engine/remediation.ts';
import type { FindingsFile } from '../findings/file.ts';
import type { Findings } from '../findings/findings.ts';
import { findingsText } from '../findings/write.ts';
import { ruleFiles } from '../generated/rules.ts';
import { Problem } from '../problem.ts';
import { evidencePages } from '../report/clauses/pages.ts';
import { renderHtml } from '../report/html/render.ts';
import { parseSnapshot } from '../snapshot/read.ts';
import { checkSeals, type Trust } from './check-seals.ts';
import { type BundleFiles, type Manifest, manifestName, sealNames, sealsName, sha256 } from './manifest.ts';
import { bundleNames, needed, placeOfRule, rulesFolder } from './names.ts';
import { mostUnpacked, readZip } from './read-zip.ts';
import { documentPath } from './run.ts';
import { aboutDifferences, comparedOf, differences, inputDifferences, manifestOf, verdictDifferences } from './verify.ts';

export interface Checked {
  readonly manifest: Manifest;
  /** What is not as it was packed, not signed as it should be, or does not come out the same; a sentence each. */
  readonly differences: readonly string[];
  /** How far what holds goes, a sentence each. */
  readonly said: readonly string[];
  /** How many verdicts were compared. */
  readonly findings: number;
}

export interface CheckOptions {
  readonly trust: Trust;
  /** The version of this program: pages are made anew only by the one that made them. */
  readonly version: string;
}

/** A bundle's files as far as they can be checked without understanding them: sizes, hashes, seals. Throws a usage Problem for what is no bundle. */
export async function checkFiles(
  bytes: Uint8Array,
  file: string,
  trust: Trust,
): Promise<Omit<Checked, 'findings'> & { readonly files: BundleFiles }> {
  let isForeign = false;
  const files = readZip(bytes, file, () => {
    isForeign = true;
  });
  const manifest = manifestOf(files, file);
  const changed = [...differences(files, manifest), ...(isForeign ? [packedAnew] : [])];
  // seals are about the manifest: once it is known to be wrong, they say nothing
  if (changed.length > 0) return { files, manifest, differences: changed, said: [] };
  return { files, manifest, ...(await checkSeals(files, manifest, trust)) };
}

/**
 * Checks a bundle without AWS and without any other file: every size and hash, signatures and time stamp, then the enclosed snapshot evaluated
 * anew with the enclosed rules, editions, requirements and configuration, verdict by verdict. Throws a usage Problem for what is no bundle.
 */
export async function checkBundle(bytes: Uint8Array, file: string, { trust, version }: CheckOptions): Promise<Checked> {
  const { files, manifest, differences: changed, said } = await checkFiles(bytes, file, trust);
  if (changed.length > 0) return { manifest, differences: changed, said, findings: 0 };
  try {
    const anew = evaluate(files, manifest);
    const same = manifest.tool.version === version;
    // the very bytes that are written anew need not be read: what they say is known
    const identical = same && isText(files.get(bundleNames.findings), findingsText(anew));
    const enclosed = identical ? anew : comparedOf(files);
    if (!enclosed) return { manifest, differences: [`${bundleNames.findings} is no findings file`], said, findings: 0 };
    const found = [
      ...aboutDifferences(manifest, enclosed),
      ...verdictDifferences(enclosed, anew),
      ...(same ? inputDifferences(enclosed, anew) : []),
    ];
    const shown = identical ? anew : withBaselineOf(enclosed as FindingsFile, anew);
    const texts = found.length === 0 && same ? textDifferences(files, shown, identical) : [];
    return {
      manifest,
      differences: [...found, ...texts],
      said: [...said, rulesWords(files, manifest, version), ...(same ? [] : [pagesWords(manifest, version)])],
      findings: anew.findings.length,
    };
  } catch (error) {
    // what stands in a bundle is not ours: what can't be evaluated is a bundle that does not hold, whatever it broke
    const messages = error instanceof Problem ? error.issues.map(({ message }) => message) : [(error as Error).message];
    return { manifest, differences: messages.map((message) => `evaluated anew: ${message}`), said, findings: 0 };
  }
}

/** Said beside what is changed within; where nothing is, the files may be packed into a bundle again as they are. */
const packedAnew = 'the zip was written anew by another program: it has times or attributes that a bundle never has';

const textOf = (files: BundleFiles, name: string): string => new TextDecoder().decode(files.get(name));

function evaluate(files: BundleFiles, { edition, tool }: Manifest): Findings {
  const folder = rulesFolder(files, edition);
  const policy = { editions: editionsIn(folder), requirements: requirementsIn(folder) };
  const register = files.has(registerNames.register) ? readHashes(textOf(files, registerNames.hashes), registerNames.hashes) : undefined;
  return audit(parseSnapshot(unpacked(files), bundleNames.snapshot), {
    rules: rulesOf(enclosedRules(files)),
    edition,
    config: readConfig(textOf(files, bundleNames.config), bundleNames.config),
    tool,
    policy,
    remediations: remediationsIn(folder),
    ...(register && {
      attestations: readRegister(textOf(files, registerNames.register), registerNames.register, (path) => register[path] ?? null, policy),
    }),
  });
}

/** The snapshot as text, unless it would unpack to what no snapshot does. */
function unpacked(files: BundleFiles): Uint8Array {
  const packed = files.get(bundleNames.snapshot) ?? new Uint8Array();
  try {
    return gunzipSync(packed, { maxOutputLength: mostUnpacked(packed.length) });
  } catch (cause) {
    throw new Problem(
      'usage',
      `${bundleNames.snapshot} can't be unpacked, or would unpack to more than a snapshot of its size ever does.`,
      { cause },
    );
  }
}

function enclosedRules(files: BundleFiles): RuleFile[] {
  return [...files.keys()]
    .filter((path) => path.startsWith(bundleNames.rules) && isRule(path.slice(bundleNames.rules.length)))
    .map((path) => ({ file: path, text: textOf(files, path), own: path.startsWith(bundleNames.ownRules) }));
}

function isText(bytes: Uint8Array | undefined, pieces: Iterable<string>): boolean {
  let at = 0;
  for (const piece of pieces) {
    const expected = Buffer.from(piece);
    if (bytes === undefined || Buffer.compare(expected, bytes.subarray(at, at + expected.length)) !== 0) return false;
    at += expected.length;
  }
  return at === bytes?.length;
}

/** Findings, report and pages made anew: the same version writes the same bytes. `identical`: the findings are known to be. */
function textDifferences(files: BundleFiles, shown: Findings, identical: boolean): string[] {
  if (!identical && !isText(files.get(bundleNames.findings), findingsText(shown)))
    return [`${bundleNames.findings} says otherwise than the snapshot evaluated anew, although its verdicts are the same`];
  const found: string[] = [];
  if (!isText(files.get(bundleNames.report), renderHtml(shown))) found.push(`${bundleNames.report} shows otherwise than the findings say`);
  const pages = new Set<string>();
  // one after another: together they are larger than the findings
  for (const [path, text] of evidencePages(shown)) {
    pages.add(path);
    if (!isText(files.get(path), [text])) found.push(`${path} shows otherwise than the findings say`);
  }
  const known = new Set([...files.keys()].filter((path) => pages.has(path) || isPacked(path)).concat(documentsOf(files)));
  return [...found, ...[...files.keys()].filter((path) => !known.has(path)).map((path) => `${path} is no file that this version packs`)];
}

const alone = new Set<string>([manifestName, sealsName, ...Object.values(sealNames), ...needed, registerNames.register]);
const isPacked = (path: string): boolean => alone.has(path) || (path.startsWith(bundleNames.rules) && path.endsWith('.yaml'));

/** Findings made anew, with what the enclosed ones know by their baseline: that is not made of the snapshot, and is taken as it stands. */
function withBaselineOf({ baseline, findings }: FindingsFile, anew: Findings): Findings {
  if (baseline === undefined) return anew;
  const before = new Map(findings.map(({ id, lastKnown }) => [id, lastKnown]));
  const known = (id: string) => {
    const lastKnown = before.get(id);
    return lastKnown && { lastKnown };
  };
  return { ...anew, baseline, findings: anew.findings.map((finding) => ({ ...finding, ...known(finding.id) })) };
}

/** Where the documents that the register names lie in the bundle. */
function documentsOf(files: BundleFiles): readonly string[] {
  if (!files.has(registerNames.hashes)) return [];
  const hashes = readHashes(textOf(files, registerNames.hashes), registerNames.hashes);
  const documents = Object.entries(hashes).flatMap(([path, hash]) => {
    const place = hash === null ? undefined : documentPath(path, hash);
    const bytes = place === undefined ? undefined : files.get(place);
    return place !== undefined && bytes !== undefined && sha256(bytes) === hash ? [place] : [];
  });
  return [registerNames.hashes, ...documents];
}

/** Whether the bundle was judged by what this version ships: whoever makes a bundle could enclose milder rules. */
function rulesWords(files: BundleFiles, { edition, tool }: Manifest, version: string): string {
  const ours = new Map(Object.entries(ruleFiles).map(([path, text]) => [placeOfRule(path, edition), text]));
  const theirs = [...files.keys()].filter(
    (path) => ours.has(path) || (path.startsWith(bundleNames.rules) && !path.startsWith(bundleNames.ownRules)),
  );
  const other = [...new Set([...ours.keys(), ...theirs])].filter(
    (path) => ours.get(path) !== (files.has(path) ? textOf(files, path) : undefined),
  );
  const own = [...files.keys()].filter((path) => path.startsWith(bundleNames.ownRules)).length;
  const added = own > 0 ? ` ${own} more ${own === 1 ? 'is' : 'are'} the user's own.` : '';
  if (other.length === 0) return `Its rules, edition and requirements are those that this version (${version}) ships.${added}`;
  const named = other.sort().slice(0, 5).join(', ');
  return `${other.length} of its files of rules are not those that this version (${version}; the bundle was made by ${tool.version}) ships: ${named}${other.length > 5 ? ', …' : ''}. Its verdicts hold by its own.${added}`;
}

const pagesWords = ({ tool }: Manifest, version: string): string =>
  `It was made by ${tool.version}, and this is ${version}: its verdicts were made anew, its report and pages were not.`;
