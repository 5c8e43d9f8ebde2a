import type { Readable } from 'node:stream';
import { streamCollector } from '@smithy/node-http-handler';
import { codes } from '../facts/codes.ts';

/** A response of HTTP before the SDK reads it. */
export interface HttpResponse {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  body?: Readable | Uint8Array;
}

/**
 * Looks at what came before the SDK does. From a proxy's page, or from nothing at all, the SDK reads that nothing is set: of a bucket's versioning,
 * that there never was any. Throws an error named `malformed` for a success without an answer of AWS's; the body is read whole.
 */
export async function assertAnswer(response: HttpResponse): Promise<void> {
  if (response.statusCode !== 200 || !response.body || response.body instanceof Uint8Array) return;
  const bytes = await streamCollector(response.body);
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart().toLowerCase();
  if (start === '' || start.startsWith('<!doctype html') || start.startsWith('<html')) {
    const error = new Error(start === '' ? 'the answer is empty' : 'a web page came in place of an answer');
    error.name = codes.malformed;
    throw error;
  }
  response.body = bytes;
}
