const cache = new Map<string, RegExp>();

/** Does a text match a pattern of the configuration, where `*` stands for any text and `?` for any character? */
export function matchesGlob(pattern: string, text: string): boolean {
  let made = cache.get(pattern);
  if (!made) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
    cache.set(pattern, (made = new RegExp(`^${source}$`, 's')));
  }
  return made.test(text);
}
