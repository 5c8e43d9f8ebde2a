import type { DataClass } from '../dpp/config.ts';
import type { Tags } from '../resources/resource.ts';

/** A class that a name or a tag makes likely, with the words that do. A hint is no proof: only one of `pii` is ever taken without asking. */
export interface Hint {
  readonly class: DataClass;
  readonly because: string;
}

/** Words that name a class of data, as sellers' developers name their stores. */
const words: Readonly<Record<DataClass, ReadonlySet<string>>> = {
  pii: wordSet(
    'pii personal order orders buyer buyers customer customers recipient recipients address addresses shipment shipments label labels invoice invoices',
  ),
  information: wordSet('report reports inventory catalog catalogue listing listings pricing prices fees settlements'),
  log: wordSet('log logs logging trail cloudtrail audit accesslogs'),
  none: wordSet('assets static website www terraform tfstate artifacts artefacts deploy deployment cdk'),
};

const classes: readonly DataClass[] = ['pii', 'information', 'log', 'none'];
const negations = wordSet('no non not without anonymous anonymised anonymized masked');

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** The words of a name: `acme-buyerOrders` is acme, buyer, orders. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Which single class a name speaks for. Nothing where it speaks for none, for several, or says what the data is not (`no-pii`). */
export function hintOfName(name: string): Hint | undefined {
  const found = wordsOf(name);
  if (found.some((word) => negations.has(word))) return undefined;
  const spoken = classes.flatMap((one) => {
    const word = found.find((candidate) => words[one].has(candidate));
    return word === undefined ? [] : [{ class: one, because: `its name says "${word}"` }];
  });
  return spoken.length === 1 ? spoken[0] : undefined;
}

const tagsOfData = /(class|sensitivity|content|contains|holds|privacy|pii|data)/i;
const yes = wordSet('true yes y 1');

/** What a tag other than the audit's own says: `contains-pii: yes`, `data-classification: PII`. Only PII is read from a foreign tag. */
export function hintOfTags(tags: Tags): Hint | undefined {
  for (const key of Object.keys(tags).sort()) {
    const value = tags[key] ?? '';
    const inKey = wordsOf(key);
    const inValue = wordsOf(value);
    if (!tagsOfData.test(key) || [...inKey, ...inValue].some((word) => negations.has(word))) continue;
    const named = inValue.some((word) => word === 'pii' || word === 'personal');
    const asked = inKey.includes('pii') && inValue.length === 1 && yes.has(inValue[0] ?? '');
    if (named || asked) return { class: 'pii', because: `its tag ${key} is ${value}` };
  }
  return undefined;
}
