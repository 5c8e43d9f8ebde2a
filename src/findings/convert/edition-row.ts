import { type Edition, editions, inForce, newestEdition } from '../../dpp/edition.ts';
import type { FindingsFile } from '../file.ts';

/** An edition as the file has it, with whether it is in force on the day of the audit. */
export const editionRow = (edition: Edition, asOf: string, known: readonly Edition[] = editions): FindingsFile['audit']['edition'] => ({
  id: edition.id,
  title: edition.title,
  inForce: inForce(edition, asOf),
  from: edition.from,
  until: edition.until ?? '',
  newest: edition.id === newestEdition(known).id,
});
