import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Argv } from 'yargs';
import { byHand, filledFrom } from '../../attest/filled.ts';
import { type Entry, newRegister, withEntry } from '../../attest/record.ts';
import { placesLeft, renderTemplate, templates, toFill } from '../../attest/templates.ts';
import { type AttestedPart, attestedParts } from '../../dpp/attestation-states.ts';
import { type Register, readRegister } from '../../dpp/attestations.ts';
import { editionAsked } from '../../dpp/fill-asked.ts';
import { exitCodes } from '../../findings/exit-code.ts';
import { Problem } from '../../problem.ts';
import { plainText } from '../../report/plain-text.ts';
import { verdictWords } from '../../report/words.ts';
import { readSnapshot } from '../../snapshot/read.ts';
import { replaceText, textOf, writeNew } from '../careful-write.ts';
import { latestRun } from '../latest-run.ts';
import { type Flags, settingsOf, withConfig } from '../options.ts';
import { defaultRegister, hashOfFile } from '../register.ts';

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
const texts = (describe: string) => ({ type: 'string', array: true, requiresArg: true, describe }) as const;

export const builder = <T>(yargs: Argv<T>) =>
  withConfig(yargs)
    .positional('action', { choices: ['add', 'list', 'check', 'templates'] as const, demandOption: true, describe: 'What to do' })
    .option('attestations', text(`The register (${defaultRegister} here)`))
    .option('edition', text('Edition of the policy, for intervals and figures'))
    .option('for', texts('add: what it shows: requirements, or requirement/part (`attest list` names them)'))
    .option('title', text('add: what the document is called'))
    .option('file', text('add: the document, beside the register or below'))
    .option('url', text('add: or its address'))
    .option('owner', text('add: who answers for it'))
    .option('date', text('add: the day on which it was made, reviewed or tested (today)'))
    .option('earlier', texts('add: earlier days on which the document says that it was done'))
    .option('next', text('add: the next review, where it is to be earlier than asked'))
    .option('real-time', { type: 'boolean', describe: 'add: the document says that it is done all the time' })
    .option('from', text("templates: a run's folder or snapshot to fill in from (the latest below reports/)"))
    .option('out', text('templates: folder for the documents (documents)'));

interface AttestFlags extends Flags {
  readonly action: 'add' | 'list' | 'check' | 'templates';
  readonly for?: readonly string[];
  readonly title?: string;
  readonly file?: string;
  readonly url?: string;
  readonly owner?: string;
  readonly date?: string;
  readonly earlier?: readonly string[];
  readonly next?: string;
  readonly realTime?: boolean;
  readonly from?: string;
}

/** Keeps the register of attestations: adds a document, lists what is shown until when, checks it, or writes documents to fill in. */
export async function handler(flags: AttestFlags): Promise<number> {
  switch (flags.action) {
    case 'add':
      return add(flags);
    case 'list':
      return list(flags, () => true);
    case 'check':
      return list(flags, ({ verdict }) => verdict !== 'attested');
    case 'templates':
      return writeTemplates(flags);
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

function add(flags: AttestFlags): number {
  const { attestations: path = defaultRegister, title, owner, file, url } = flags;
  if (!flags.for?.length || title === undefined || owner === undefined || (file === undefined) === (url === undefined)) {
    throw new Problem(
      'usage',
      '`attest add` wants --for, --title, --owner, and one of --file and --url: for example --for access-review/review --title "Access review" --file documents/access-review.md --owner "Jane Doe".',
    );
  }
  const before = textOf(path);
  const entry: Entry = {
    for: flags.for,
    title,
    ...(file === undefined ? { url } : recorded(file, path)),
    owner,
    date: flags.date ?? today(),
    ...(flags.earlier && { earlier: flags.earlier }),
    ...(flags.next !== undefined && { next: flags.next }),
    ...(flags.realTime && { realTime: true }),
  };
  const now = withEntry(before ?? newRegister, entry, path);
  // read before it is written: what can't be read again is not recorded
  const register = readRegister(now, path, (name) => hashOfFile(join(dirname(path), name)));
  if (before === undefined) writeNew(path, now);
  else replaceText(path, now);
  const { stdout } = process;
  stdout.write(`Recorded in ${path}: ${plainText(title)}\n`);
  const added = register.attestations.at(-1)?.shows ?? [];
  for (const part of partsOf(register, flags)) {
    if (added.includes(`${part.requirement}/${part.aspect}`)) for (const line of lines(part, () => true)) stdout.write(`${line}\n`);
  }
  return exitCodes.clean;
}

/** The file as the register names it, with its hash. Throws a usage Problem where it is not there. */
function recorded(file: string, register: string): Pick<Entry, 'file' | 'sha256'> {
  const sha256 = hashOfFile(file);
  if (sha256 === null) throw new Problem('usage', `${file} is not there: give the document to --file, or its address to --url.`);
  const left = placesLeft(textOf(file) ?? '');
  if (left > 0)
    throw new Problem(
      'usage',
      `${file} is not filled in yet: "${toFill}" stands in ${left} ${left === 1 ? 'place' : 'places'}. Fill it in, then record it.`,
    );
  return { file: relative(dirname(register), file).replaceAll('\\', '/'), sha256 };
}

/** What the register shows today, by the edition and the configuration. */
function partsOf(register: Register, flags: AttestFlags): readonly AttestedPart[] {
  const { attestations: _, ...others } = flags;
  const { edition, config } = settingsOf(others);
  const asked = editionAsked(edition, config.config);
  return attestedParts(register, asked, new Date(), config.config.holdsPii !== false);
}

type Picks = (said: AttestedPart['said'][number]) => boolean;

const lines = ({ requirement, aspect, clause, said }: AttestedPart, pick: Picks): readonly string[] =>
  said.filter(pick).map(({ verdict, message }) => {
    const { word, shape } = verdictWords[verdict];
    return `${clause.padEnd(12)} ${`${requirement}/${aspect}`.padEnd(38)} ${shape} ${word.padEnd(17)} ${plainText(message)}`;
  });

/** Prints what is picked; a check fails where something is missing or has expired. */
function list(flags: AttestFlags, pick: Picks): number {
  const { attestations } = settingsOf(flags);
  const { stdout, stderr } = process;
  if (!attestations && flags.action === 'check')
    throw new Problem('usage', `There is no ${defaultRegister} here: \`dpp-audit attest add\` begins one, or give it to --attestations.`);
  // what can be recorded is what somebody who begins wants to know
  if (!attestations)
    stderr.write(
      `There is no ${defaultRegister} here, so nothing is recorded yet: \`dpp-audit attest add\` begins one, or give it to --attestations.\n`,
    );
  const parts = partsOf(attestations ?? readRegister(newRegister, defaultRegister, () => null), flags);
  for (const part of parts) for (const line of lines(part, pick)) stdout.write(`${line}\n`);
  const said = parts.flatMap((part) => part.said);
  const count = (...verdicts: readonly string[]): number => said.filter(({ verdict }) => verdicts.includes(verdict)).length;
  stdout.write(
    `${parts.filter((part) => part.said.every(({ verdict }) => verdict === 'attested')).length} of ${parts.length} parts that documents show are shown; ${count('attestation-missing')} missing, ${count('attestation-expired')} expired, ${count('warn')} against advice.\n`,
  );
  return flags.action === 'check' && count('attestation-missing', 'attestation-expired') > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Writes the documents; one that is there stays as it is. */
function writeTemplates(flags: AttestFlags): number {
  const { out = 'documents', from } = flags;
  const { edition, config } = settingsOf(flags);
  const chosen = editionAsked(edition, config.config);
  const run = from ?? runOrNone();
  const filled = run === undefined ? byHand : filledFrom(readSnapshot(run), config.config);
  const { stdout, stderr } = process;
  stderr.write(
    run === undefined ? 'There is no run to fill in from: give one to --from, or fill in by hand.\n' : `Filled in from ${run}.\n`,
  );
  for (const template of templates) {
    const path = join(out, `${template.id}.md`);
    if (existsSync(path)) stderr.write(`${path} is there already and stays as it is.\n`);
    else {
      writeNew(path, renderTemplate(template, chosen, filled, relative('.', path).replaceAll('\\', '/')));
      stdout.write(`${path}\n`);
    }
  }
  return exitCodes.clean;
}

/** The latest run; none where there is none yet. */
function runOrNone(): string | undefined {
  try {
    return latestRun();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
