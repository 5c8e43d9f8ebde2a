import type { FindingsFile, RecordRow } from './file.ts';

/** Records by id, each made when it is looked at: there are as many as the account has settings. */
export interface RecordRows extends Iterable<RecordRow> {
  /** Sorted. */
  readonly ids: readonly string[];
  readonly row: (id: string) => RecordRow | undefined;
}

/** The findings without the records that they rest on. */
export type Summary = Omit<FindingsFile, 'records'>;

/** The findings as every report is rendered from them: the findings file, but for records that are not all in memory. */
export interface Findings extends Summary {
  readonly records: RecordRows;
}

/** Rows that are made when they are looked at. */
export function lazyRows(ids: readonly string[], row: (id: string) => RecordRow | undefined): RecordRows {
  return {
    ids,
    row,
    *[Symbol.iterator]() {
      for (const id of ids) {
        const made = row(id);
        if (made) yield made;
      }
    },
  };
}

/** A findings file that was read whole, as findings. */
export function findingsOf(file: FindingsFile): Findings {
  const byId = new Map(file.records.map((record) => [record.id, record]));
  return { ...file, records: lazyRows([...byId.keys()], (id) => byId.get(id)) };
}
