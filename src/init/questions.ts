import { type Config, type DataClass, dataClasses } from '../dpp/config.ts';
import { listWords } from '../report/words.ts';
import { commentText } from './lines.ts';
import type { Proposal } from './proposal.ts';
import { withClass } from './said.ts';

/** Puts a question to whoever sits at the terminal; gives the answer as typed, empty for none. */
export type Ask = (question: string) => Promise<string>;

/** Asks until one of the choices is given; no answer is the default. */
export async function choose<T extends string>(ask: Ask, question: string, choices: readonly T[], fallback: T): Promise<T> {
  const asked = `${question} [${choices.map((one) => (one === fallback ? one.toUpperCase() : one)).join('/')}] `;
  let refused = '';
  for (;;) {
    const answer = (await ask(`${refused}${asked}`)).trim().toLowerCase();
    if (answer === '') return fallback;
    const exact = choices.find((one) => one === answer);
    const begun = choices.filter((one) => one.startsWith(answer));
    const chosen = exact ?? (begun.length === 1 ? begun[0] : undefined);
    if (chosen !== undefined) return chosen;
    refused = `${JSON.stringify(answer)} is none of these: give ${listWords(choices, 'or')}, or as much of it as tells it from the others.\n`;
  }
}

/** Asks of each store that is unclassified what it holds. The default leaves it so; `stop` leaves this one and all that follow. */
export async function askClasses(ask: Ask, stores: readonly Proposal[], config: Config): Promise<readonly Proposal[]> {
  const open = stores.filter((store) => store.kind === 'unsure' && store.settle === undefined);
  const answers = new Map<Proposal, DataClass>();
  for (const [i, store] of open.entries()) {
    const { identity, title, because } = store;
    const perhaps = store.kind === 'unsure' && store.perhaps ? `; perhaps ${store.perhaps}` : '';
    const choices = ['unclassified', ...dataClasses.filter((one) => one !== 'pii' || config.holdsPii !== false), 'stop'] as const;
    const question = commentText(`(${i + 1} of ${open.length}) What does the ${title} ${identity.name} hold? ${because}${perhaps}.`);
    const answer = await choose(ask, question, choices, 'unclassified');
    if (answer === 'stop') break;
    if (answer !== 'unclassified') answers.set(store, answer);
  }
  return stores.map((store) => {
    const given = answers.get(store);
    return given ? withClass(store, given, config) : store;
  });
}
