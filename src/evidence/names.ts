/** Names of the files that a bundle holds. */
export const bundleNames = {
  snapshot: 'snapshot.ndjson.gz',
  findings: 'findings.json',
  report: 'report.html',
  index: 'index.html',
  config: 'dpp-audit.yaml',
  edition: 'edition.yaml',
  requirements: 'requirements.yaml',
  rules: 'rules/',
  ownRules: 'rules/own/',
  attestations: 'attestations.yaml',
  attested: 'attested/',
} as const;

/** Those that every bundle holds. */
export const needed = [
  bundleNames.snapshot,
  bundleNames.findings,
  bundleNames.report,
  bundleNames.index,
  bundleNames.config,
  bundleNames.edition,
  bundleNames.requirements,
] as const;

/** Where a file of the folder `rules/` lies in a bundle whose edition is that one. */
export function placeOfRule(path: string, edition: string): string {
  if (path === `editions/${edition}.yaml`) return bundleNames.edition;
  return path === 'requirements.yaml' ? bundleNames.requirements : `${bundleNames.rules}${path}`;
}

/** The other way: the enclosed files of the folder `rules/`, by their path within it; the user's own rules stay out. */
export function rulesFolder(files: ReadonlyMap<string, Uint8Array>, edition: string): Readonly<Record<string, string>> {
  const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
  const folder: Record<string, string> = {
    [`editions/${edition}.yaml`]: text(files.get(bundleNames.edition)),
    'requirements.yaml': text(files.get(bundleNames.requirements)),
  };
  for (const [path, bytes] of files) {
    if (path.startsWith(bundleNames.rules) && !path.startsWith(bundleNames.ownRules))
      folder[path.slice(bundleNames.rules.length)] = text(bytes);
  }
  return folder;
}
