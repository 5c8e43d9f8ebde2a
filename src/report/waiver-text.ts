/** A text as a YAML string that reads back as itself: JSON's strings are YAML's, and what a reader does not see is written as its number. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Days that a waiver holds when nobody says otherwise. */
const days = 90;

/**
 * The lines for dpp-audit.yaml that waive one finding. Reason and approver are left empty: the program refuses a waiver without them,
 * so that none comes into force by copying alone.
 * @param asOf when the audit was made, ISO 8601; the waiver ends 90 days later
 */
export function waiverText(rule: string, resource: string, asOf: string): string {
  const end = new Date(asOf);
  const expires = Number.isNaN(end.getTime()) ? '' : new Date(end.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return `waivers:
  - rule: ${quoted(rule)}
    resource: ${quoted(resource)}
    reason: "" # why it may stay as it is
    approver: "" # who says so
    expires: ${quoted(expires)}
`;
}
