import type { Summary } from './findings.ts';

/** How many days before its end a waiver is spoken of. */
const soon = 30;

/** Whole days from the day of one time to that of another. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

/** What the owner of the waivers has to know, a sentence each: which end within 30 days, which have ended, which match nothing. */
export const waiverNotes = ({ audit, coverage }: Pick<Summary, 'audit' | 'coverage'>): string[] =>
  coverage.waivers.flatMap((waiver) => noteOf(waiver, audit.asOf) ?? []);

function noteOf({ rule, resource, approver, expires, state }: Summary['coverage']['waivers'][number], asOf: string): string | undefined {
  const which = `The waiver of ${rule} for ${resource}`;
  switch (state) {
    case 'expired':
      return `${which} ended on ${expires} and counts no more: renew it or take it out.`;
    case 'matches nothing':
      return `${which} matches nothing that fails or could not be read: take it out, or mend what it names.`;
    case 'in force': {
      const days = daysBetween(asOf, expires);
      if (days > soon) return undefined;
      const when = days === 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`;
      return `${which} ends ${when}, on ${expires} (approved by ${approver}).`;
    }
  }
}
