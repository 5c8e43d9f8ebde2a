/** True, false, or undefined: can't be told. */
export type Tri = boolean | undefined;

/** True where all are; one false settles it. */
export const allOf = (values: readonly Tri[]): Tri => (values.includes(false) ? false : values.includes(undefined) ? undefined : true);

/** True where one is; only all false is false. */
export const anyOf = (values: readonly Tri[]): Tri => (values.includes(true) ? true : values.includes(undefined) ? undefined : false);

/** What two readings of one thing agree on. */
export const agreed = (a: Tri, b: Tri): Tri => (a === b ? a : undefined);
