/** Does it hold of a whole set of requests: of every one, of none, or of some of them (or it can't be told)? */
export type Tri = 'yes' | 'no' | 'maybe';

/** Holds where every part holds. Nothing to hold is 'yes'. */
export function all(parts: Iterable<Tri>): Tri {
  let result: Tri = 'yes';
  for (const part of parts) {
    if (part === 'no') return 'no';
    if (part === 'maybe') result = 'maybe';
  }
  return result;
}

/** Holds where one part at least holds. No part at all is 'no'. */
export function any(parts: Iterable<Tri>): Tri {
  let result: Tri = 'no';
  for (const part of parts) {
    if (part === 'yes') return 'yes';
    if (part === 'maybe') result = 'maybe';
  }
  return result;
}

/** The contrary; what can't be told stays so. */
export function not(part: Tri): Tri {
  return part === 'yes' ? 'no' : part === 'no' ? 'yes' : 'maybe';
}

/** What is said of a set when it's known of each of its parts: the parts agree, or it's 'maybe'. */
export function agreed(parts: readonly Tri[]): Tri {
  const [first = 'maybe', ...rest] = parts;
  return rest.every((part) => part === first) ? first : 'maybe';
}
