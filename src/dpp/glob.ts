import { remember } from '../remember.ts';

const cache = new Map<string, RegExp>();

/** Does a text match a pattern of the configuration, where `*` stands for any text and `?` for any character? */
export function matchesGlob(pattern: string, text: string): boolean {
  const made = remember(cache, pattern, () => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    return new RegExp(`^${source}$`, 's');
  });
  return made.test(text);
}
