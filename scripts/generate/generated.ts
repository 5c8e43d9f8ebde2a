/** A file that a script writes: its path in the checkout, and all that it holds. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}
