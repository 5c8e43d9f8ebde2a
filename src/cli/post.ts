import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ProxyAgent } from '../collect/proxy.ts';
import type { Post } from '../evidence/timestamp.ts';

/** The most bytes that a time stamp has; certificates make it some thousands. */
const mostAnswer = 1 << 20;
const timeout = 30_000;

/** Asks a time-stamp server by HTTP, by way of the proxy where one is set, as all calls go. https://www.rfc-editor.org/rfc/rfc3161#section-3.4 */
export const post: Post = async (url, body) => {
  const agents = new ProxyAgent(1);
  const secure = url.startsWith('https:');
  const options = {
    method: 'POST',
    agent: secure ? agents.https : agents.http,
    signal: AbortSignal.timeout(timeout),
    headers: {
      'content-type': 'application/timestamp-query',
      accept: 'application/timestamp-reply',
      'content-length': body.length,
    },
  };
  try {
    const answer = await answerTo((secure ? httpsRequest : httpRequest)(url, options), body);
    if (answer.statusCode !== 200) throw new Error(`it answers ${answer.statusCode}`);
    return await bytesOf(answer);
  } catch (cause) {
    throw new Error(networkReason(cause), { cause });
  } finally {
    agents.http.destroy();
    agents.https.destroy();
  }
};

/** Why a server could not be asked, as a clause in plain words; what has no words here keeps its own. */
function networkReason(cause: unknown): string {
  const { code = '', name, message } = cause as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing answers at that address',
    ECONNRESET: 'it broke the connection off',
    ENOTFOUND: 'there is no host of that name',
    EAI_AGAIN: 'the name of the host could not be looked up',
    ETIMEDOUT: 'it can not be reached',
    EHOSTUNREACH: 'it can not be reached',
    ENETUNREACH: 'there is no way to it from here',
  };
  if (name === 'TimeoutError' || name === 'AbortError') return `it did not answer within ${timeout / 1000} seconds`;
  return words[code] ?? message;
}

const answerTo = (request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> =>
  new Promise((found, failed) => {
    request.once('response', found).once('error', failed).end(body);
  });

async function bytesOf(answer: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostAnswer) throw new Error('its answer is no time stamp');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
