import { classTag } from '../dpp/classes.ts';
import { type Config, type DataClass, dataClasses } from '../dpp/config.ts';
import { matchesGlob } from '../dpp/glob.ts';
import { Problem } from '../problem.ts';
import { isPlain, type Proposal } from './proposal.ts';

/** One `--class WHICH=CLASS`: which stores, by ARN or name with `*` and `?`, and what they hold. */
export interface Said {
  readonly flag: string;
  readonly which: string;
  readonly class: DataClass | 'unclassified';
}

/** Reads the flags, before anything is asked of AWS. Throws a usage Problem with every one that names no class. */
export function saidBy(flags: readonly string[]): readonly Said[] {
  const read = flags.map((flag) => {
    const [, which = '', named = ''] = /^(.+)=([^=]*)$/s.exec(flag) ?? [];
    return { flag, which, class: classNamed(named) };
  });
  const wrong = read.filter((one) => one.class === undefined);
  if (wrong.length > 0) {
    throw new Problem(
      'usage',
      wrong.map(({ flag }) => ({
        message: `--class is ${JSON.stringify(flag)}: expected a name or ARN, = and one of ${dataClasses.join(', ')}, unclassified.`,
      })),
    );
  }
  return read.flatMap(({ flag, which, class: named }) => (named === undefined ? [] : [{ flag, which, class: named }]));
}

const classNamed = (text: string): Said['class'] | undefined =>
  [...dataClasses, 'unclassified' as const].find((known) => known === text.toLowerCase());

/** The proposals as the user's flags have them; the last flag that names a store wins. Throws a usage Problem for one that can have no effect. */
export function asSaid(stores: readonly Proposal[], said: readonly Said[], config: Config): readonly Proposal[] {
  const idle = said.filter(({ which }) => !stores.some((store) => isMeant(store, which)));
  if (idle.length > 0) {
    throw new Problem(
      'usage',
      idle.map(({ flag }) => ({
        message: `--class ${JSON.stringify(flag)} names no store that is new here: check the name, or change the line that the configuration has.`,
      })),
    );
  }
  return stores.map((store) => {
    const named = said.filter(({ which }) => isMeant(store, which)).at(-1);
    return named ? withClass(store, named.class, config) : store;
  });
}

const isMeant = ({ identity }: Proposal, which: string): boolean => matchesGlob(which, identity.arn) || matchesGlob(which, identity.name);

/** A proposal with the class that the user gives it. Throws a usage Problem where the line could not count. */
export function withClass(store: Proposal, given: DataClass | 'unclassified', config: Config): Proposal {
  const { identity, title } = store;
  const refuse = (why: string): never => {
    throw new Problem('usage', `${identity.arn} can't be classified by a line: ${why}.`);
  };
  if (given === 'unclassified')
    return store.kind === 'proposed' ? { identity, title, kind: 'unsure', because: `${store.because}; you left it open` } : store;
  if (!isPlain(identity.arn)) refuse(`its name holds * or ?, which would stand for other stores too; tag it ${classTag(config)}`);
  if (given === 'pii' && config.holdsPii === false) refuse('holdsPii is false, and this says that there is PII; settle which is right');
  const tagged = store.kind === 'evident' && store.because.startsWith('tag ');
  if (tagged && store.class !== given && config.classes?.precedence !== 'patterns')
    refuse(`its ${store.because} wins over lines; change the tag`);
  return { identity, title, kind: 'proposed', class: given, because: 'you said so' };
}
