import type { Summary } from '../findings/findings.ts';
import type { Severity, Verdict } from '../findings/verdict.ts';

/** How a verdict reads, and its shape: never told by colour alone. */
export interface VerdictWord {
  readonly word: string;
  readonly shape: string;
}

export const verdictWords: Readonly<Record<Verdict, VerdictWord>> = {
  fail: { word: 'Fail', shape: '✕' },
  'attestation-expired': { word: 'Document expired', shape: '⊗' },
  'attestation-missing': { word: 'Document missing', shape: '⊘' },
  unknown: { word: 'Not read', shape: '?' },
  warn: { word: 'Advice', shape: '!' },
  waived: { word: 'Waived', shape: '◐' },
  'not-provable': { word: 'Not provable', shape: '–' },
  attested: { word: 'Attested', shape: '§' },
  pass: { word: 'Pass', shape: '✓' },
  'not-applicable': { word: 'Does not apply', shape: '○' },
};

export const severityWords: Readonly<Record<Severity, string>> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' };

/** A class of data as it reads; what is not known is said. */
export function classWord(dataClass: string): string {
  const words: Readonly<Record<string, string>> = {
    pii: 'PII',
    information: 'Amazon information',
    log: 'Log',
    none: 'Nothing of Amazon’s',
    unknown: 'Not read',
    '': 'No class',
  };
  return words[dataClass] ?? dataClass;
}

export const sectionWords = { '1': 'General', '2': 'Personal data', '3': 'Audit' } as const;

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2026-11-24…` → `24 November 2026`; a date that can't be read stays as it is. */
export function dateWords(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  return year && day && name ? `${Number(day)} ${name} ${year}` : iso;
}

/** `2026-11-24T09:12:31Z` → `24 November 2026, 09:12 UTC`; with seconds where evidence is shown. */
export function timeWords(iso: string, seconds = false): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const utc = time.toISOString();
  return `${dateWords(utc)}, ${utc.slice(11, seconds ? 19 : 16)} UTC`;
}

/** The day after an edition's last one, as a month: `2024-06-11` → `June 2024`. */
export function replacedWords(until: string): string {
  const day = new Date(`${until}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return until;
  day.setUTCDate(day.getUTCDate() + 1);
  return `${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** 1234567 → `1,234,567`. */
export const numberWords = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `1 bucket`, `2 buckets`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${numberWords(n)} ${n === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** Regions by name, or how many there are where the names would fill lines; nothing is global. */
export function regionWords(regions: readonly string[]): string {
  if (regions.length === 0) return 'global';
  return regions.length > 4 ? counted(regions.length, 'region') : listWords(regions);
}

/** `acme-seller (111122223333)`, several joined; what a page and a terminal call the account. */
export const accountWords = (accounts: Summary['audit']['accounts']): string =>
  listWords(accounts.map(({ id, alias }) => (alias ? `${alias} (${id})` : id)));
