import type { AuditedResource, AuditedType } from '../findings/audited.ts';
import { escapeMarkdown, markdownTable } from '../report/markdown.ts';
import type { Aws } from '../resources/aws.ts';
import { daysWords, words, yesNo } from './fact-words.ts';

/** What holds data in AWS, with class, region, encryption and retention: the part of an asset inventory that a snapshot can fill in. */
export function assetsSection(types: readonly AuditedType[], aws: Aws): string {
  const holding = types.filter(({ type }) => type.classOf || type.always);
  const rows = holding.flatMap(({ resources }) => resources).map(storeRow);
  const unread = holding
    .filter((type) => type.unread.length > 0)
    .map(
      ({ type, unread: reasons }) =>
        `**Not all ${type.title.many} could be listed** (${[...new Set(reasons.map(({ operation, code, region }) => `${operation}${region ? ` in ${region}` : ''}: ${code}`))].map(escapeMarkdown).join(', ')}). Complete the list by hand.`,
    );
  const looked = holding.map(({ type }) => type.title.many).join(', ');
  const head = ['Name', 'Kind', 'Region', 'Class of data', 'Why', 'Encrypted', 'Kept at most', 'Owner'];
  return [
    `## What holds data in AWS\n\nFilled in from account ${aws.account} as it was on ${aws.asOf.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${looked}. Databases, queues, file systems, secrets and functions are not looked at by this version: add them by hand.`,
    ...unread,
    markdownTable(head, rows, 'No stores were found.'),
  ].join('\n\n');
}

function storeRow({ typeOf, identity, facts, classBy }: AuditedResource): readonly string[] {
  const atRest = words(facts, 'encryption.atRest', yesNo);
  const cipher = words(facts, 'encryption.algorithm');
  const key = words(facts, 'encryption.keyArn');
  const encrypted = atRest === 'yes' ? [cipher, key === '' ? 'key of the service' : key].join(', ') : atRest;
  return [
    identity.name,
    typeOf.title.one,
    identity.region || 'global',
    words(facts, 'dataClass'),
    classBy,
    encrypted,
    words(facts, 'retention.maxDays', daysWords),
    '',
  ];
}
