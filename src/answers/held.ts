import type { Part } from './question.ts';
import type { Shown, Standing } from './support.ts';

/** A sentence of an answer: what the run shows, or, in brackets, what only the user can say. */
export interface Line {
  readonly kind: 'claim' | 'prompt';
  readonly text: string;
}

/** A part of a question, held against a run. */
export interface Held {
  readonly part: Part;
  readonly standing: Standing;
  readonly line: Line;
  readonly reasons: readonly string[];
  readonly shown: readonly Shown[];
}
