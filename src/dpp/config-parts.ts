import type { Config, Waiver } from './config.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Of a configuration that its schema refuses, what can be checked further all the same: figures that are numbers, and rule and day of waivers,
 * each in its place. So that everything that is wrong is said at once.
 */
export function checkableParts(value: unknown): Config {
  if (!isObject(value)) return {};
  const parameters = isObject(value.parameters)
    ? Object.fromEntries(Object.entries(value.parameters).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
    : {};
  const waivers: Waiver[] = [];
  // a waiver that can't be checked leaves its place empty
  if (Array.isArray(value.waivers))
    value.waivers.forEach((waiver: unknown, i) => {
      if (!isObject(waiver)) return;
      const { rule, expires } = waiver;
      if (typeof rule === 'string' && typeof expires === 'string' && /^\d{4}-\d\d-\d\d$/.test(expires))
        waivers[i] = { rule, expires, resource: '', reason: '', approver: '' };
    });
  return { parameters, waivers };
}

/** A key's value where it is a word, or a list of words: what the rest is checked by. */
export const wordAt = (value: unknown, key: string): string | undefined => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
};

export const wordsAt = (value: unknown, key: string): readonly string[] => {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) && found.every((one) => typeof one === 'string') ? found : [];
};
