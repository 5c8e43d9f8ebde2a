import type { DataClass } from '../dpp/config.ts';
import { plainText } from '../report/plain-text.ts';
import type { Proposal } from './proposal.ts';

/** Characters that YAML may not hold as they are, or that an editor would not show: controls, direction marks, separators, surrogates. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A text as a quoted scalar of YAML, on one line, whatever stands in it. Gives a string that a YAML reader reads back as `text`. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(unsafe, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** A text as the rest of a comment: one line, nothing hidden. */
export const commentText = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim();

/** The lines of a list of proposals below `patterns:`, each with the reason in a comment. What does not count is a comment altogether. */
export function patternLines(proposals: readonly Proposal[], tag: string): readonly string[] {
  const order = ['proposed', 'unsure', 'evident'];
  const sorted = [...proposals].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return sorted.map((one) => patternLine(one, tag));
}

function patternLine(proposal: Proposal, tag: string): string {
  const { identity, title, because } = proposal;
  const line = (dataClass: DataClass | 'unclassified'): string => `- { match: ${quoted(identity.arn)}, class: ${dataClass} }`;
  const where = identity.region ? ` in ${identity.region}` : '';
  const reason = commentText(`${title} ${identity.name}${where}: ${because}`);
  switch (proposal.kind) {
    case 'proposed':
      return `${line(proposal.class)} # ${reason}`;
    case 'evident':
      return `# ${line(proposal.class)} # ${reason}`;
    case 'unsure':
      return `# ${line('unclassified')} # ${reason}. To settle it: ${commentText(howToSettle(proposal, tag))}`;
  }
}

const howToSettle = ({ perhaps, settle }: Extract<Proposal, { kind: 'unsure' }>, tag: string): string =>
  settle ??
  `${perhaps ? `${perhaps}, if that is right,` : 'pii, information, log or none'} in place of unclassified, and take away the first #; or tag it ${tag}`;

/** Which stores a text names already after a `match:`, in a line that counts or in a comment. */
export function namedIn(text: string): (arn: string) => boolean {
  const lines = text.split(/\r\n|\n/).filter((line) => line.includes('match:'));
  const bare = new Set(lines.flatMap((line) => line.split(/[\s"',{}]+/)));
  const whole = lines.join('\n');
  return (arn) => bare.has(arn) || whole.includes(quoted(arn));
}
