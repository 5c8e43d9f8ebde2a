import { type Known, knownOf, type Standing, weights } from './standing.ts';

export const kinds = ['new', 'unread', 'changed', 'fixed'] as const;

/** `new`: in order, and not any more. `fixed`: the reverse. `unread`: worse only because it could not be read. `changed`: everything else. */
export type Kind = (typeof kinds)[number];

export interface Step {
  readonly kind: Kind;
  readonly worse: boolean;
}

const isOff = (known: Known): boolean => weights[known] >= weights.warn;
/** In order by itself: what is waived is off, and accepted. */
const isInOrder = (known: Known): boolean => weights[known] < weights.warn && known !== 'waived';
const isQuiet = (known: Known): boolean => weights[known] === 0 && known !== 'waived';

/**
 * How a finding went from one run to the next, by what was last known of it; undefined where there is nothing to say. What was never known,
 * or was not looked at, can't be new: that it fails now is a change for the worse. What is not looked at now is neither worse nor fixed.
 */
export function stepOf(before: Standing, now: Standing): Step | undefined {
  switch (now.is) {
    case 'left-out':
    case 'not-asked':
      return undefined;
    case 'unread':
      return intoUnread(before, now.waived);
    default:
      return intoKnown(before, now.is === 'gone' ? 'gone' : now.verdict);
  }
}

function intoUnread(before: Standing, waived: boolean): Step | undefined {
  if (before.is === 'unread') return before.waived === waived ? undefined : { kind: 'changed', worse: before.waived };
  if (waived) return { kind: 'changed', worse: false };
  const was = knownOf(before) ?? 'gone';
  return weights[was] < weights.unread ? { kind: 'unread', worse: true } : { kind: 'changed', worse: false };
}

function intoKnown(before: Standing, now: Known): Step | undefined {
  const was = knownOf(before);
  const accepted = before.is === 'unread' && before.waived;
  if (was === undefined) {
    const weight = before.is === 'unread' && !accepted ? weights.unread : 0;
    if (before.is !== 'unread' && weights[now] === 0) return undefined;
    return { kind: 'changed', worse: weights[now] > weight };
  }
  if (was === now) return before.is === 'unread' ? { kind: 'changed', worse: accepted && weights[now] > 0 } : undefined;
  if (isInOrder(was) && isOff(now)) return { kind: 'new', worse: true };
  if (isOff(was) && isInOrder(now)) return { kind: 'fixed', worse: false };
  // things come and go
  if ((was === 'gone' || now === 'gone') && isQuiet(was) && isQuiet(now) && before.is !== 'unread') return undefined;
  return { kind: 'changed', worse: weights[now] > (accepted ? 0 : weights[was]) };
}
