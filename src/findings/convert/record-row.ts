import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { RecordRow } from '../file.ts';

/** A record as the file has it; undefined where the snapshot does not hold it. */
export function recordRow(id: string, snapshot: Snapshot): RecordRow | undefined {
  const record = snapshot.cited(id);
  if (!record) return undefined;
  const { service, operation, input, page, region, time, requestId } = record;
  const call = `${service}:${operation}`;
  const after = { page, region, ...(requestId && { requestId }), time };
  // keys in the order of the file: what is sorted already is not sorted again
  if ('answer' in record) return { answer: record.answer, call, id, input, outcome: 'answer', ...after };
  if ('absent' in record) return { call, code: record.absent, id, input, outcome: 'absent', ...after };
  if ('gone' in record) return { call, code: record.gone, id, input, outcome: 'gone', ...after };
  const { name: code, message } = record.error;
  return { call, code, id, input, message, outcome: 'error', ...after };
}
