import { resolve } from 'node:path';
import type { Source } from '../../accounts/run-header.ts';
import { chosen, type LeftOut, type Target, targets } from '../../accounts/target.ts';
import type { Caller } from '../../collect/caller.ts';
import { role as offered } from '../../init/role.ts';
import type { Flags, Settings } from '../options.ts';
import { type AccountsFlags, excluded } from './flags.ts';
import { openAccounts, sharedSettings } from './own-settings.ts';

/** The accounts of a run: which are read, with which settings, and which are not. */
export interface Which {
  readonly source: Source;
  readonly targets: readonly Target[];
  readonly leftOut: readonly LeftOut[];
  readonly settingsFor: (target: Target) => Settings;
}

type Asker = Pick<Caller, 'account' | 'partition' | 'listAccounts'>;

/**
 * Finds out which accounts are meant; what can be refused before AWS is asked is refused here, and the rest is found out once it is known
 * who asks. `going`: the source of the run that goes on. Throws a usage Problem.
 */
export function whichAccounts(flags: Flags & AccountsFlags, settings: Settings, going?: Source): (caller: Asker) => Promise<Which> {
  const role = flags.roleName ?? offered.name;
  const path = flags.accounts ?? (going && 'file' in going ? going.file : undefined);
  if (path !== undefined) {
    const { file, settingsFor } = openAccounts(path, flags, settings);
    const general = {
      role: flags.roleName ?? file.role ?? role,
      ...externalId(flags.externalId ?? file.externalId ?? settings.externalId),
    };
    return async (caller) => ({
      source: { file: resolve(path) },
      targets: targets(file.entries, { ...general, caller }),
      leftOut: [],
      settingsFor,
    });
  }
  const exclude = going && 'listed' in going ? going.exclude : excluded(flags);
  return async (caller) => {
    const listed = going && 'listed' in going ? going.listed : await caller.listAccounts();
    const { entries, leftOut } = chosen(listed, exclude);
    return {
      source: { listed: [...listed], exclude: [...exclude] },
      targets: targets(entries, { role, ...externalId(settings.externalId), caller }),
      leftOut,
      settingsFor: sharedSettings(flags, settings),
    };
  };
}

const externalId = (id: string | undefined): { readonly externalId?: string } => (id === undefined ? {} : { externalId: id });
