import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { RecordRow } from '../file.ts';

/** A record as the file has it; undefined where the snapshot does not hold it. */
export function recordRow(id: string, snapshot: Snapshot): RecordRow | undefined {
  const record = snapshot.cited(id);
  if (!record) return undefined;
  const { service, operation, input, page, region, time, requestId } = record;
  const base = { id, call: `${service}:${operation}`, input, page, region, time, ...(requestId && { requestId }) };
  if ('answer' in record) return { ...base, outcome: 'answer', answer: record.answer };
  if ('absent' in record) return { ...base, outcome: 'absent', code: record.absent };
  if ('gone' in record) return { ...base, outcome: 'gone', code: record.gone };
  return { ...base, outcome: 'error', code: record.error.name, message: record.error.message };
}
