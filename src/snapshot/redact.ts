import type { SecretKind } from '../calls/catalogue.ts';

/** What stands where a secret stood: its kind and its length in characters, never the secret. */
export interface Redacted {
  readonly redacted: string;
  readonly length: number;
}

/** Replaces what the catalogue calls secret, and whatever looks like a credential anywhere. Gives a copy; the answer stays as it is. */
export function redact(answer: unknown, secret: Readonly<Record<string, SecretKind>>): unknown {
  let result = answer;
  for (const [path, kind] of Object.entries(secret)) result = at(result, path.split('.'), (value) => hide(value, kind));
  return withoutCredentials(result);
}

function at(value: unknown, [step, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const name = step.replace('[]', '');
  const inner = (value as Record<string, unknown>)[name];
  if (inner === undefined) return value;
  const changed = step.endsWith('[]') && Array.isArray(inner) ? inner.map((item) => at(item, rest, change)) : at(inner, rest, change);
  return { ...value, [name]: changed };
}

function hide(value: unknown, kind: SecretKind): unknown {
  if (value === undefined || value === null || value === '') return value;
  if (kind === 'policy') return hidePolicy(value);
  if (kind === 'external-id') return segments(String(value), kind);
  return { redacted: kind, length: String(value).length } satisfies Redacted;
}

/** Condition keys whose values work like passwords. Keys of conditions are case-insensitive. */
const secretKeys: Readonly<Record<string, string>> = { 'sts:externalid': 'external-id', 'aws:referer': 'referer' };

/** Decodes a policy, hides the secrets in its conditions, and encodes it as it was. What can't be read as a policy is hidden whole. */
function hidePolicy(value: unknown): unknown {
  if (typeof value !== 'string') return { redacted: 'policy', length: 0 } satisfies Redacted;
  const encoded = value.trimStart().startsWith('%7B');
  try {
    const policy: unknown = JSON.parse(encoded ? decodeURIComponent(value) : value);
    const hidden = JSON.stringify(hideConditions(policy));
    return encoded ? encodeURIComponent(hidden) : hidden;
  } catch {
    return { redacted: 'policy', length: value.length } satisfies Redacted;
  }
}

function hideConditions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(hideConditions);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => {
      const kind = secretKeys[name.toLowerCase()];
      if (kind === undefined) return [name, hideConditions(value)];
      return [name, Array.isArray(value) ? value.map((item) => segments(String(item), kind)) : segments(String(value), kind)];
    }),
  );
}

/** Hides the literal parts of a value and keeps `*`, `?` and `${…}`: on those, and on emptiness, what the policy means depends. */
function segments(value: string, kind: string): string {
  return value
    .split(/(\*|\?|\$\{[^}]*\})/)
    .map((part, i) => (i % 2 === 1 || part === '' ? part : `redacted:${kind}:${part.length}`))
    .join('');
}

/** What looks like a credential wherever it stands: private keys, SP-API client secrets and tokens, session tokens, common vendors' tokens. */
const credential = new RegExp(
  [
    '-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)',
    'amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{32,}',
    'Atz[ra]\\|[A-Za-z0-9_\\-+/=]{20,}',
    'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*',
    'gh[pousr]_[A-Za-z0-9]{30,}',
    'github_pat_[A-Za-z0-9_]{30,}',
    'xox[abprs]-[A-Za-z0-9-]{10,}',
    // an AWS secret access key: 40 characters of base64 that stand alone, of all three classes
    '(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])',
    // the name of a secret in its ARN (`…:secret:prod/*`) is none
    '(?<=(?<!\\barn:[\\w:*?-]*)(?:password|passwd|secret|token|api[_-]?key)["\']?\\s*[=:]\\s*["\']?)[^\\s"\',;&]{8,}',
  ].join('|'),
  'g',
);

function withoutCredentials(node: unknown): unknown {
  if (typeof node === 'string') return hideCredentials(node);
  if (Array.isArray(node)) return node.map(withoutCredentials);
  if (typeof node !== 'object' || node === null || node instanceof Date || node instanceof Uint8Array) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withoutCredentials(value)]));
}

/** The text with each credential replaced by `redacted:credential:LENGTH`. */
export function hideCredentials(text: string): string {
  if (text.length < 12) return text;
  // URL-encoded as IAM's policies are, `%3A` before a name of 38 letters reads like a key of 40: looked at decoded
  const decoded = text.startsWith('%7B') ? decode(text) : undefined;
  if (decoded === undefined) return text.replace(credential, (found) => `redacted:credential:${found.length}`);
  const hidden = hideCredentials(decoded);
  return hidden === decoded ? text : encodeURIComponent(hidden);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
