import { audit } from '../audit.ts';
import { readConfig } from '../dpp/config.ts';
import { type RuleFile, rulesOf } from '../engine/load.ts';
import type { FindingsFile } from '../findings/file.ts';
import { Problem } from '../problem.ts';
import { parseSnapshot } from '../snapshot/read.ts';
import type { BundleFiles, Manifest } from './manifest.ts';
import { readZip } from './read-zip.ts';
import { bundleNames, differences, manifestOf, verdictDifferences } from './verify.ts';

export interface Checked {
  readonly manifest: Manifest;
  /** What is not as it was packed, or does not come out the same; a sentence each. */
  readonly differences: readonly string[];
  /** How many verdicts were compared. */
  readonly findings: number;
}

/**
 * Checks a bundle without AWS and without any other file: every hash, then the enclosed snapshot evaluated anew with the enclosed rules and
 * configuration, verdict by verdict. Throws a usage Problem for what is no bundle.
 */
export function checkBundle(bytes: Uint8Array, file: string): Checked {
  const files = readZip(bytes, file);
  const manifest = manifestOf(files, file);
  const changed = differences(files, manifest);
  if (changed.length > 0) return { manifest, differences: changed, findings: 0 };
  const enclosed = JSON.parse(textOf(files, bundleNames.findings)) as FindingsFile;
  try {
    const snapshot = parseSnapshot(files.get(bundleNames.snapshot) as Uint8Array, bundleNames.snapshot);
    const config = readConfig(textOf(files, bundleNames.config), bundleNames.config);
    const anew = audit(snapshot, { rules: rulesOf(enclosedRules(files)), edition: manifest.edition, config, tool: manifest.tool });
    return { manifest, differences: verdictDifferences(enclosed, anew), findings: anew.findings.length };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { manifest, differences: error.issues.map((issue) => `evaluated anew: ${issue.message}`), findings: 0 };
  }
}

const textOf = (files: BundleFiles, name: string): string => new TextDecoder().decode(files.get(name));

function enclosedRules(files: BundleFiles): RuleFile[] {
  return [...files.keys()]
    .filter((path) => path.startsWith(bundleNames.rules) && !/^rules\/(editions|remediation)\//.test(path))
    .map((path) => ({ file: path, text: textOf(files, path), own: path.startsWith(bundleNames.ownRules) }));
}
