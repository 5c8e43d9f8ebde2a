import type { Config } from '../dpp/config.ts';
import { readAccount } from '../read.ts';
import { Aws } from '../resources/aws.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { accessSection } from './access.ts';
import { assetsSection } from './assets.ts';
import type { Filled } from './templates.ts';

/** What a snapshot fills in. The same for the same snapshot and configuration. */
export function filledFrom(snapshot: Snapshot, config: Config): Filled {
  const aws = new Aws(snapshot);
  const types = readAccount(aws, config);
  return { access: accessSection(types, aws), assets: assetsSection(types, aws) };
}

/** Where there is no snapshot: what one would fill in, to be filled in by hand. */
export const byHand: Filled = {
  access:
    '## Who has access in AWS\n\n[fill in]: who there is, what each may do, last use, decision. `dpp-audit attest templates --from DIR` fills it in from a run.',
  assets:
    '## What holds data in AWS\n\n[fill in]: every store with class, region, encryption, retention, owner. `dpp-audit attest templates --from DIR` fills it in from a run.',
};
