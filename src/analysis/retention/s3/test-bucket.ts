import type { LifecycleRule, ObjectTag, Versioning } from './rule.ts';

/*
 * A bucket that lives day by day, after S3's documentation, and knows nothing of the proof: versions come and go one by
 * one, and what is asked of it is only how long each was there.
 */

/** Day 0 is the day of the audit. */
export const dateOf = (day: number) => new Date(Date.UTC(2026, 2, 1 + day));
/** When a run ends; all that can end ends long before. */
export const HORIZON = 60;

export interface Kind {
  readonly tags: readonly ObjectTag[];
  readonly size: number;
}
interface Version extends Kind {
  readonly nullId: boolean;
  readonly marker: boolean;
  readonly born: number;
  oldSince?: number;
}
export interface Act {
  readonly day: number;
  readonly key: string;
  readonly does: 'put' | 'delete' | 'upload' | 'version on' | 'version off';
  readonly kind: Kind;
}

/** Whether a rule is for an object. */
export const applies = ({ enabled, filter }: LifecycleRule, key: string, { tags, size }: Kind): boolean =>
  enabled &&
  key.startsWith(filter.prefix ?? '') &&
  (filter.tags ?? []).every((want) => tags.some((tag) => tag.key === want.key && tag.value === want.value)) &&
  (filter.sizeGreaterThan === undefined || size > filter.sizeGreaterThan) &&
  (filter.sizeLessThan === undefined || size < filter.sizeLessThan);

class Bucket {
  readonly #rules: readonly LifecycleRule[];
  #versioning: Versioning = 'Off';
  /** Newest first; the first of a key is its current version. */
  readonly #keys = new Map<string, Version[]>();
  #uploads: { key: string; born: number }[] = [];
  /** Days that each thing that held data lived; Infinity for what the horizon found alive. */
  readonly lives: number[] = [];

  constructor(rules: readonly LifecycleRule[]) {
    this.#rules = rules;
  }

  #died(version: Version | undefined, day: number) {
    if (version && !version.marker) this.lives.push(day - version.born);
  }

  /** A new version on top of the others, as versioning has it. */
  #add(key: string, day: number, kind: Kind, marker: boolean) {
    const nullId = this.#versioning !== 'Enabled';
    const others = this.#keys.get(key) ?? [];
    const replaced = nullId ? others.find((version) => version.nullId) : undefined;
    this.#died(replaced, day);
    const kept = others.filter((version) => version !== replaced);
    if (kept[0] && kept[0] === others[0]) kept[0].oldSince = day;
    this.#keys.set(key, [{ ...kind, nullId, marker, born: day }, ...kept]);
  }

  #delete(key: string, day: number) {
    if (this.#versioning !== 'Off') return this.#add(key, day, { tags: [], size: 0 }, true);
    for (const version of this.#keys.get(key) ?? []) this.#died(version, day);
    this.#keys.delete(key);
  }

  act({ day, key, does, kind }: Act) {
    if (does === 'put') this.#add(key, day, kind, false);
    else if (does === 'delete') this.#delete(key, day);
    else if (does === 'upload') this.#uploads.push({ key, born: day });
    else if (does === 'version on') this.#versioning = 'Enabled';
    else if (this.#versioning === 'Enabled') this.#versioning = 'Suspended';
  }

  /** The night before `day`: old versions first, then what is current, then uploads. */
  lifecycle(day: number) {
    for (const [key, versions] of [...this.#keys]) {
      if (this.#versioning !== 'Off') this.#deleteOld(key, versions, day);
      const current = this.#keys.get(key)?.[0];
      const expired = (rule: LifecycleRule) =>
        (rule.expirationDays !== undefined && day - (current?.born ?? day) >= rule.expirationDays) ||
        (rule.expirationDate !== undefined && dateOf(day) >= new Date(rule.expirationDate));
      if (current && !current.marker && this.#rules.some((rule) => applies(rule, key, current) && expired(rule))) this.#delete(key, day);
    }
    const kept: { key: string; born: number }[] = [];
    for (const upload of this.#uploads) {
      const ended = this.#rules.some(
        ({ enabled, filter, abortMultipartDays = Infinity }) =>
          enabled && upload.key.startsWith(filter.prefix ?? '') && day - upload.born >= abortMultipartDays,
      );
      if (ended) this.lives.push(day - upload.born);
      else kept.push(upload);
    }
    this.#uploads = kept;
  }

  #deleteOld(key: string, versions: readonly Version[], day: number) {
    let newer = 0;
    const kept = versions.filter((version, i) => {
      if (i === 0) return true;
      const goes = this.#rules.some(
        (rule) =>
          rule.noncurrentDays !== undefined &&
          applies(rule, key, version) &&
          day - (version.oldSince ?? day) >= rule.noncurrentDays &&
          newer >= (rule.newerNoncurrentVersions ?? 0),
      );
      if (!version.marker) newer += 1;
      if (goes) this.#died(version, day);
      return !goes;
    });
    this.#keys.set(key, kept);
  }

  end() {
    for (const versions of this.#keys.values()) for (const version of versions) if (!version.marker) this.lives.push(Infinity);
    for (const _ of this.#uploads) this.lives.push(Infinity);
  }
}

/** Runs a bucket from `from` on; the longest life of a thing that can end before the horizon is far below it. */
export const run = (rules: readonly LifecycleRule[], acts: readonly Act[], from: number): readonly number[] => {
  const bucket = new Bucket(rules);
  for (let day = from; day <= HORIZON; day += 1) {
    bucket.lifecycle(day);
    for (const act of acts) if (act.day === day) bucket.act(act);
  }
  bucket.end();
  return bucket.lives;
};
