/** Our own codes, beside AWS's, for why something is not known. Lower case, so that they are never mistaken for AWS's. */
export const codes = {
  /** An answer came and lacks what it was asked for. */
  malformed: 'malformed',
  /** The run was cut off before this was asked. */
  notAsked: 'not-asked',
  /** A list whose last page did not come. */
  truncated: 'truncated',
  /** Several settings act together in a way that this version cannot decide. */
  undecided: 'undecided',
  /** It is kept where this version, or this account, cannot look. */
  elsewhere: 'elsewhere',
} as const;
