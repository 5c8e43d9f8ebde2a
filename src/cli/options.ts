import { existsSync } from 'node:fs';
import type { Argv } from 'yargs';
import type { Register } from '../dpp/attestations.ts';
import { type CheckedBy, type ConfigFile, readConfig } from '../dpp/config.ts';
import { wordAt, wordsAt } from '../dpp/config-parts.ts';
import { defaultEdition, editionOf } from '../dpp/edition.ts';
import { type LoadedRule, loadRules } from '../engine/load.ts';
import { type Severity, severities } from '../findings/verdict.ts';
import { Problem } from '../problem.ts';
import { readText } from './read-text.ts';
import { defaultRegister, findRegister } from './register.ts';
import { summaryFile } from './summary.ts';

/** Flags as yargs gives them; each may stand in the configuration file instead. */
export interface Flags {
  readonly config?: string;
  readonly edition?: string;
  readonly out?: string;
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly regions?: string;
  readonly endpointUrl?: string;
  readonly rules?: readonly string[];
  readonly failOn?: string;
  readonly maxAge?: string;
  readonly baseline?: string;
  readonly attestations?: string;
  readonly summary?: string;
}

/** What a command works with: flags over the configuration file over defaults. */
export interface Settings {
  readonly config: ConfigFile;
  /** The text of the configuration file; empty where there is none. */
  readonly configText: string;
  readonly edition: string;
  readonly rules: readonly LoadedRule[];
  readonly failOn: Severity;
  readonly out?: string;
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  /** Of a command that evaluates: the register of attestations, where there is one. */
  readonly attestations?: Register;
  /** Where the earlier run lies that this one is compared with. */
  readonly baseline?: string;
  /** Milliseconds. */
  readonly maxAge?: number;
  /** The file that the Markdown summary is appended to; `-` is stdout. */
  readonly summary?: string;
}

const defaultConfig = 'dpp-audit.yaml';

export const withConfig = <T>(yargs: Argv<T>) =>
  yargs
    .option('config', { type: 'string', requiresArg: true, describe: `Configuration file (${defaultConfig} here, if there is one)` })
    .option('rules', { type: 'string', array: true, requiresArg: true, describe: 'Folder with rules of your own' });

export const withEvaluation = <T>(yargs: Argv<T>) =>
  withConfig(yargs)
    .option('edition', { type: 'string', requiresArg: true, describe: `Edition of the policy (${defaultEdition}; latest is the newest)` })
    .option('out', { type: 'string', requiresArg: true, describe: 'Folder for the report' })
    .option('attestations', {
      type: 'string',
      requiresArg: true,
      describe: `Register of attestations (${defaultRegister} here, if there is one)`,
    })
    .option('baseline', {
      type: 'string',
      requiresArg: true,
      describe: "An earlier run's findings.json: only what is new or worse counts for the exit code",
    })
    .option('fail-on', {
      type: 'string',
      requiresArg: true,
      describe: `Least severity that counts for the exit code: ${severities.join(', ')} (low)`,
    })
    .option('summary', {
      type: 'string',
      requiresArg: true,
      describe: 'Append a summary in Markdown to this file, such as "$GITHUB_STEP_SUMMARY"; - is stdout, in place of the terminal\'s',
    });

export const withAws = <T>(yargs: Argv<T>) =>
  yargs
    .option('profile', { type: 'string', requiresArg: true, describe: 'AWS profile' })
    .option('role-arn', { type: 'string', requiresArg: true, describe: 'Role to assume' })
    .option('external-id', { type: 'string', requiresArg: true, describe: 'External id for that role' })
    .option('regions', { type: 'string', requiresArg: true, describe: 'Regions, separated by commas (all that are enabled)' })
    .option('endpoint-url', { type: 'string', requiresArg: true, describe: 'Address of an emulator' });

/** Reads the configuration and puts the flags over it. Throws one Problem with everything that is wrong. */
export function settingsOf(flags: Flags): Settings {
  const path = flags.config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
  const configText = path === undefined ? '' : readText(path, 'Give the configuration file to --config.');
  const config = readConfig(configText, path ?? defaultConfig, (value) => checkedBy(value, flags));
  const file = config.config;
  const endpoint = flags.endpointUrl ?? file.endpointUrl ?? process.env.AWS_ENDPOINT_URL;
  if (endpoint !== undefined && !/^https?:\/\/[^\s]+$/.test(endpoint)) {
    throw new Problem('usage', `--endpoint-url is ${JSON.stringify(endpoint)}: expected an address such as http://127.0.0.1:5000.`);
  }
  const roleArn = flags.roleArn ?? file.roleArn;
  if (roleArn !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(roleArn)) {
    throw new Problem(
      'usage',
      `--role-arn is ${JSON.stringify(roleArn)}: expected the ARN of a role, such as arn:aws:iam::111122223333:role/dpp-audit.`,
    );
  }
  const regions =
    flags.regions === undefined
      ? file.regions
      : flags.regions
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
  const wrong = (regions ?? []).filter((name) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(name));
  if (wrong.length > 0 || regions?.length === 0) {
    throw new Problem(
      'usage',
      `--regions names ${wrong.map((name) => JSON.stringify(name)).join(', ') || 'nothing'}: expected regions such as eu-west-1,us-east-1.`,
    );
  }
  return {
    config,
    configText,
    edition: flags.edition ?? file.edition ?? defaultEdition,
    rules: loadRules([...(file.rules ?? []), ...(flags.rules ?? [])]),
    failOn: severityOf(flags.failOn ?? file.failOn ?? 'low'),
    out: flags.out ?? file.out,
    profile: flags.profile ?? file.profile,
    roleArn,
    externalId: flags.externalId ?? file.externalId,
    ...(regions && { regions }),
    endpoint,
    ...registerOf(flags.attestations ?? file.attestations),
    baseline: flags.baseline ?? file.baseline,
    ...durationOf(flags.maxAge ?? file.maxAge),
    ...(flags.summary !== undefined && { summary: summaryFile(flags.summary) }),
  };
}

/** By what a configuration with mistakes is checked further: undefined where that itself is not known. */
function checkedBy(value: unknown, flags: Flags): CheckedBy | undefined {
  try {
    const edition = editionOf(flags.edition ?? wordAt(value, 'edition') ?? defaultEdition);
    const rules = loadRules([...wordsAt(value, 'rules'), ...(flags.rules ?? [])]);
    return { edition, asOf: new Date(), ruleIds: rules.map((rule) => rule.source.id) };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const registerOf = (path: string | undefined): { readonly attestations?: Register } => {
  const attestations = findRegister(path);
  return attestations ? { attestations } : {};
};

function severityOf(text: string): Severity {
  const found = severities.find((severity) => severity === text);
  if (!found) throw new Problem('usage', `--fail-on is ${JSON.stringify(text)}: expected one of ${severities.join(', ')}.`);
  return found;
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationOf(text: string | undefined): { readonly maxAge?: number } {
  if (text === undefined) return {};
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined)
    throw new Problem('usage', `--max-age is ${JSON.stringify(text)}: expected an age such as 24h, 90m or 7d.`);
  return { maxAge: Number(count) * (units[unit] ?? 0) };
}
