import type { Metafile } from 'esbuild';
import { bundledPackages, lockfile } from './bundled.ts';
import type { Generated } from './generate/generated.ts';
import { notices } from './notices.ts';
import { sbom } from './sbom.ts';

/** What goes into dist/ beside the program: the licences of what is bundled, and the bill of materials. */
export function papers(metafile: Metafile): readonly Generated[] {
  const packages = bundledPackages(metafile, lockfile());
  return [
    { path: 'dist/THIRD-PARTY-NOTICES', text: notices(packages) },
    { path: 'dist/sbom.cdx.json', text: sbom(packages) },
  ];
}
