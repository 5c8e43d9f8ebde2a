import type { FindingsFile } from '../findings/file.ts';

/**
 * The file with a name for what a finding is about where it is no single resource: a type that was not found or not listed is called as its
 * list is, `KMS keys`.
 */
export function named<F extends Pick<FindingsFile, 'coverage' | 'findings'>>(file: F): F {
  const titles = new Map(file.coverage.resources.map(({ type, title }) => [type, title]));
  const findings = file.findings.map((finding) => {
    const { resource } = finding;
    if (resource.name !== '') return finding;
    return { ...finding, resource: { ...resource, name: resource.arn || (titles.get(resource.type) ?? resource.type) } };
  });
  return { ...file, findings };
}
