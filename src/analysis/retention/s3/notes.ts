import { endsUploads } from './longest.ts';
import type { LifecycleRule, ObjectLock, Versioning } from './rule.ts';
import { dateHasCome } from './term.ts';

const name = ({ id }: LifecycleRule): string => (id ? `Rule \`${id}\`` : 'A rule without a name');

const ofRule = (rule: LifecycleRule, asOf: Date): string[] => {
  if (!rule.enabled) return [`${name(rule)} is disabled and does nothing.`];
  const notes: string[] = [];
  if (rule.filter.unknown) notes.push(`${name(rule)} has a condition that this version does not know; it is not counted on.`);
  if (rule.abortMultipartDays !== undefined && !endsUploads(rule.filter)) {
    notes.push(`${name(rule)} ends no multipart uploads: these have neither tags nor a size.`);
  }
  if (rule.expirationDate !== undefined) {
    const day = new Date(rule.expirationDate);
    const said = Number.isNaN(day.getTime()) ? 'its date' : day.toISOString().slice(0, 10);
    notes.push(
      dateHasCome(rule, asOf)
        ? `${name(rule)} has expired everything it covers every day since ${said}.`
        : `${name(rule)} does nothing until ${said}, and from then on expires everything it covers every day.`,
    );
  }
  return notes;
};

/** What a reader should know beside the figures, as sentences. */
export const s3Notes = (rules: readonly LifecycleRule[], versioning: Versioning, lock: ObjectLock | undefined, asOf: Date): string[] => {
  const acting = rules.filter(({ enabled }) => enabled);
  const deletes = acting.some((rule) =>
    [rule.expirationDays, rule.expirationDate, rule.noncurrentDays, rule.newerNoncurrentVersions, rule.abortMultipartDays].some(
      (v) => v !== undefined,
    ),
  );
  const noncurrent = acting.flatMap(({ noncurrentDays }) => (noncurrentDays === undefined ? [] : [noncurrentDays]));
  return [
    ...(deletes ? ['S3 counts to the next midnight UTC, so deletion can come up to a day later.'] : []),
    ...(versioning === 'Suspended' ? ['Versioning is suspended: the old versions that are there stay until a rule deletes them.'] : []),
    ...(versioning !== 'Off' && noncurrent.length > 0
      ? [`A version that someone overwrites or deletes is old from then on, and can be gone ${sayDays(Math.min(...noncurrent))} later.`]
      : []),
    ...(lock?.enabled && lock.defaultDays !== undefined
      ? [
          'The default retention of Object Lock holds new versions only, and not those that are written with a shorter retention of their own.',
        ]
      : []),
    ...rules.flatMap((rule) => ofRule(rule, asOf)),
  ];
};

const sayDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
