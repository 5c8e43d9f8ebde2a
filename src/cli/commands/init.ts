import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { classTag } from '../../dpp/classes.ts';
import { type Config, readConfig } from '../../dpp/config.ts';
import { defaultEdition, editionOf } from '../../dpp/edition.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { extended } from '../../init/extend.ts';
import { namedIn } from '../../init/lines.ts';
import { newFile } from '../../init/new-file.ts';
import type { Proposal } from '../../init/proposal.ts';
import { propose } from '../../init/propose.ts';
import { type Ask, askClasses, choose } from '../../init/questions.ts';
import { type RoleForm, roleForms } from '../../init/role.ts';
import { asSaid, saidBy } from '../../init/said.ts';
import { storeRows, unreadSentences } from '../../init/show.ts';
import { type WorkflowForm, workflowForms } from '../../init/workflow.ts';
import { Problem } from '../../problem.ts';
import { readSnapshot } from '../../snapshot/read.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { schemaAddress, tool } from '../../tool.ts';
import { replaceText, textOf, writeNew } from '../careful-write.ts';
import { writeExtras } from '../init-extras.ts';
import { type Flags, settingsOf, withAws } from '../options.ts';
import { withTerminal } from '../terminal.ts';
import { collectInto } from './scan.ts';

interface InitFlags extends Flags {
  readonly from?: string;
  readonly yes?: boolean;
  readonly class?: readonly string[];
  readonly holdsPii?: boolean;
  readonly workflow?: WorkflowForm | 'none';
  readonly role?: RoleForm | 'none';
  readonly skipAccount?: boolean;
}

const defaultFile = 'dpp-audit.yaml';

export const builder = <T>(yargs: Argv<T>) =>
  withAws(yargs)
    .option('config', { type: 'string', requiresArg: true, describe: `The file to write, or to add to (${defaultFile})` })
    .option('from', { type: 'string', requiresArg: true, describe: "Look at a snapshot or a run's folder instead of the account" })
    .option('yes', { alias: 'y', type: 'boolean', describe: 'Ask nothing: take the flags, and the defaults for the rest' })
    .option('class', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'What a store holds: NAME=pii, information, log, none or unclassified; * and ? as usual',
    })
    .option('holds-pii', { type: 'boolean', describe: 'Does anything here hold personal data of buyers? (yes; --no-holds-pii if not)' })
    .option('edition', { type: 'string', requiresArg: true, describe: `Edition of the policy (${defaultEdition}; latest is the newest)` })
    .option('workflow', { choices: [...workflowForms, 'none'] as const, describe: 'Write a nightly CI job too (none)' })
    .option('role', { choices: [...roleForms, 'none'] as const, describe: 'Write the read-only role too (none)' })
    .option('skip-account', { type: 'boolean', describe: 'Write the job or the role alone, and look at no account' });

/** Looks at an account and writes a configuration with a class for each store, or adds what is new to the one there is. */
export async function handler(flags: InitFlags): Promise<number> {
  const { skipAccount, workflow, role } = flags;
  if (skipAccount && [workflow ?? 'none', role ?? 'none'].every((form) => form === 'none')) {
    throw new Problem('usage', '--skip-account leaves nothing to do: give --workflow or --role with it.');
  }
  return withTerminal(flags.yes !== true, async (ask) => {
    // all questions come before anything is written
    const offered = skipAccount ? undefined : ask;
    const job = workflow ?? (await offer(offered, 'Write a nightly CI job?', workflowForms));
    const form = role ?? (await offer(offered, 'Write the read-only role for it?', roleForms));
    const code = skipAccount ? exitCodes.clean : await configure(flags, ask);
    writeExtras(job, form);
    return code;
  });
}

const offer = async <T extends string>(ask: Ask | undefined, question: string, forms: readonly T[]): Promise<T | 'none'> =>
  ask ? choose<T | 'none'>(ask, question, ['none', ...forms], 'none') : 'none';

async function configure(flags: InitFlags, ask: Ask | undefined): Promise<number> {
  const path = flags.config ?? defaultFile;
  const text = textOf(path);
  const there = readConfig(text ?? '', path).config;
  if (text !== undefined && (flags.edition !== undefined || flags.holdsPii !== undefined)) {
    throw new Problem('usage', `${path} is there already, and init only adds stores to it: set \`edition\` and \`holdsPii\` in the file.`);
  }
  const edition = flags.edition ?? defaultEdition;
  editionOf(edition);
  const classes = saidBy(flags.class ?? []);
  const holdsPii = text === undefined ? await holdsAnyPii(flags, ask) : there.holdsPii !== false;
  const config: Config = { ...there, holdsPii };

  const snapshot = flags.from === undefined ? await look(flags, text === undefined ? undefined : path) : readSnapshot(flags.from);
  const { stores: found, unread } = propose(snapshot, config);
  if (!holdsPii) refusePii(found);
  const isNamed = namedIn(text ?? '');
  const said = asSaid(
    found.filter(({ identity }) => !isNamed(identity.arn)),
    classes,
    config,
  );
  const stores = ask ? await askClasses(ask, said, config) : said;
  const lacking = unreadSentences(unread, snapshot.end !== undefined);
  const asOf = snapshot.header.asOf;
  const tag = classTag(config);
  if (text === undefined) {
    const { account } = snapshot.header;
    const made = newFile({
      account,
      asOf,
      edition,
      holdsPii,
      tag,
      stores,
      unread: lacking,
      schema: schemaAddress('dpp-audit.schema.json'),
    });
    readConfig(made, path);
    writeNew(path, made);
  } else if (stores.length > 0) {
    replaceText(path, extended(text, path, stores, `New on ${asOf.slice(0, 10)}`, tag));
  }
  say(path, text === undefined, stores, snapshot);
  for (const sentence of lacking) process.stderr.write(`Not looked at: ${sentence}.\n`);
  return lacking.length > 0 ? exitCodes.unread : exitCodes.clean;
}

/** The account itself says that there is PII: a configuration that says there is none would be refused by every other command. */
function refusePii(stores: readonly Proposal[]): void {
  const holding = stores.flatMap((store) => (store.kind === 'evident' && store.class === 'pii' ? [store] : []));
  if (holding.length === 0) return;
  throw new Problem(
    'usage',
    holding.map(({ identity, because }) => ({
      message: `You say that nothing here holds PII, and ${identity.arn} does (${because}): take that back (--holds-pii), or correct what says so in AWS.`,
    })),
  );
}

async function holdsAnyPii({ holdsPii }: InitFlags, ask: Ask | undefined): Promise<boolean> {
  if (holdsPii !== undefined) return holdsPii;
  if (!ask) return true;
  return (await choose(ask, "Does anything here hold personal data of Amazon's buyers?", ['yes', 'no'], 'yes')) === 'yes';
}

/** Collects the account into a folder of its own, and says where. */
async function look(flags: InitFlags, config: string | undefined): Promise<Snapshot> {
  const out = join(mkdtempSync(join(tmpdir(), 'dpp-audit-init-')), 'run');
  const { config: _, edition: __, ...aws } = flags;
  const { dir, snapshot } = await collectInto({ ...settingsOf({ ...aws, ...(config && { config }) }), out }, {});
  process.stderr.write(
    `What AWS answered lies in ${dir}. It is a map of the account: evaluate it (\`${tool.name} evaluate ${dir}\`) or delete it.\n`,
  );
  return snapshot;
}

function say(path: string, isNew: boolean, stores: readonly Proposal[], { header }: Snapshot): void {
  const { stdout } = process;
  if (!isNew && stores.length === 0) {
    stdout.write(`${path} names every store of account ${header.account} already: nothing was changed.\n`);
    return;
  }
  for (const row of storeRows(stores, isNew)) stdout.write(`${row}\n`);
  const count = (kind: Proposal['kind']): number => stores.filter((store) => store.kind === kind).length;
  stdout.write(
    `${isNew ? 'Wrote' : 'Added to'} ${path}: ${count('proposed')} with a proposed class, ${count('unsure')} unclassified, ${count('evident')} that the account itself tells.\n`,
  );
  if (count('unsure') > 0)
    stdout.write(`The unclassified are audited as PII until you settle them: each has a line in ${path} that says how.\n`);
}
