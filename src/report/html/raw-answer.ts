import type { RecordRow } from '../../findings/file.ts';
import { type Child, element } from './element.ts';

/** A secret replaced inside a text: `redacted:external-id:12`. */
const inText = /redacted:[a-z-]+:\d+/g;

/** The most that is shown of one answer, in characters: more stalls a browser, and stands in the snapshot. */
const most = 200_000;

/** Text with each replaced secret marked. */
function marked(text: string): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const found of text.matchAll(inText)) {
    parts.push(text.slice(from, found.index), element('mark', { title: 'A secret stood here; it never reached the disk' }, found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

const secret = (value: object): value is { redacted: string; length: number } =>
  'redacted' in value && 'length' in value && typeof value.redacted === 'string' && typeof value.length === 'number';

/** Each secret that was replaced whole becomes a text that `marked` finds. */
const flat = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && secret(value) ? `redacted:${value.redacted}:${value.length}` : value;

const pretty = (value: unknown): string => {
  const text = JSON.stringify(value, flat, 2) ?? '';
  return text.length > most ? `${text.slice(0, most)}\n… ${text.length - most} characters more: see the snapshot` : text;
};

/** A text that holds JSON (a policy does), plain or URL-encoded, unfolded. */
function unfolded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unfolded);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unfolded(inner)]));
  if (typeof value !== 'string' || !/^\s*(\{|%7B)/i.test(value)) return value;
  try {
    const inner: unknown = JSON.parse(/^%7B/i.test(value) ? decodeURIComponent(value) : value);
    return typeof inner === 'object' ? unfolded(inner) : value;
  } catch {
    return value;
  }
}

/** A list is long where one does not see at a glance what in it is meant. */
const long = 10;

/** The answer with only those items of its long lists that name the resource; undefined where nothing is left out, or no item names it. */
function partAbout(answer: unknown, arn: string): unknown {
  if (arn === '' || typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const part = Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => {
      if (!Array.isArray(value) || value.length <= long) return [];
      const own = value.filter((item) => JSON.stringify(item).includes(JSON.stringify(arn)));
      return own.length > 0 ? [[name, own]] : [];
    }),
  );
  return Object.keys(part).length > 0 ? part : undefined;
}

const block = (label: string, text: string): Child => [
  element('p', { class: 'dim' }, label),
  element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, element('code', {}, ...marked(text))),
];

/**
 * What one call asked and what came back, raw; where a text holds a policy, it is shown readable too, and of long lists first what names
 * the resource. Secrets that were replaced are marked.
 * @param arn the resource that the verdict is about; may be empty
 */
export function rawAnswer({ input, answer, code, message, outcome }: RecordRow, arn = ''): Child {
  const asked = block('Asked with', pretty(input));
  if (outcome !== 'answer') return [asked, block('Came back', [code, message].filter(Boolean).join(': ') || outcome)];
  const raw = pretty(answer);
  const readable = pretty(unfolded(answer));
  const part = partAbout(answer, arn);
  return [
    asked,
    part !== undefined && block(`Of what came back, what names ${arn}`, pretty(unfolded(part))),
    block('Came back', raw),
    readable === raw ? undefined : block('The same, with the policies in it unfolded', readable),
  ];
}
