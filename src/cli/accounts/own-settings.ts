import { dirname, join } from 'node:path';
import { type AccountsFile, readAccounts } from '../../accounts/accounts-file.ts';
import type { Target } from '../../accounts/target.ts';
import { assertUsable } from '../../audit.ts';
import { type Issue, Problem } from '../../problem.ts';
import { type Flags, type Settings, settingsOf } from '../options.ts';
import { readText } from '../read-text.ts';

/** What a configuration says of a whole run, and no account can say for itself. */
const ofTheRun = ['profile', 'roleArn', 'externalId', 'endpointUrl', 'out', 'baseline', 'maxAge'] as const;

/** The file of accounts, and the settings of each account. */
export interface ReadAccounts {
  readonly file: AccountsFile;
  readonly settingsFor: (target: Target) => Settings;
}

/** The settings of an account that names no configuration of its own; flags win over what the file of accounts says. */
export const sharedSettings =
  (flags: Flags, settings: Settings) =>
  ({ regions }: Target): Settings =>
    regions && flags.regions === undefined ? { ...settings, regions } : settings;

/** Reads the file of accounts with every configuration that it names. Throws one usage Problem with all that is wrong. */
export function openAccounts(path: string, flags: Flags, settings: Settings): ReadAccounts {
  const own = new Map<string, Settings>();
  const complaintOf = (config: string): readonly Issue[] => {
    if (own.has(config)) return [];
    const file = join(dirname(path), config);
    try {
      const found = settingsOf({ ...flags, config: file });
      assertUsable(found, new Date());
      own.set(config, found);
      const wrong = ofTheRun.filter((key) => found.config.config[key] !== undefined);
      return wrong.map((key) => ({ message: `${file} says \`${key}\`, which is of the whole run: take it out there.` }));
    } catch (error) {
      if (error instanceof Problem) return error.issues;
      throw error;
    }
  };
  const file = readAccounts(readText(path, 'Give the file of accounts to --accounts.'), path, process.env, complaintOf);
  return {
    file,
    settingsFor: (target) => sharedSettings(flags, own.get(target.config ?? '') ?? settings)(target),
  };
}
