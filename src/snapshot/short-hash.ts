import { hash } from 'node:crypto';

/** An id of 16 hexadecimal digits: the beginning of the text's SHA-256. A string of its own, which holds no longer one in memory. */
export const shortHash = (text: string): string => hash('sha256', text, 'buffer').toString('hex', 0, 8);
