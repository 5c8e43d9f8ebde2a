import { ciPage } from './ci-page.ts';
import { coveragePage } from './coverage-page.ts';
import type { Generated } from './generated.ts';
import { knownRules } from './known-rules.ts';
import { pageScript } from './page-script.ts';
import { permissionsPage } from './permissions-page.ts';
import { resourcesPage } from './resources-page.ts';
import { rulesPage } from './rules-page.ts';
import { schemas } from './schemas.ts';
import { thirdParty } from './third-party.ts';

/** Documents and schemas that are generated from the program. */
export async function documents(): Promise<Generated[]> {
  const rules = knownRules();
  return [
    await pageScript(),
    rulesPage(rules),
    resourcesPage(rules),
    coveragePage(rules),
    permissionsPage(),
    ciPage(),
    ...schemas(),
    await thirdParty(),
  ];
}
