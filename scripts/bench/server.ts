// An account that answers over HTTP, each call after a fixed time. A process of its own, so that it takes nothing from the program that is measured.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operationOf, type Wired } from '../../test/emulator/operation.ts';
import { type Reply, render } from '../../test/emulator/reply.ts';
import { answers, type Size } from './account.ts';

/** What was asked so far: read at /bench/seen, which also starts anew. */
export interface Seen {
  /** `service:Operation` → calls. */
  readonly calls: Readonly<Record<string, number>>;
  readonly mostInFlight: number;
  /** When the first call came: ISO 8601. */
  readonly first: string;
}

const [size, delay] = process.argv.slice(2);
const account = answers(JSON.parse(size ?? '') as Size);
let calls: Record<string, number> = {};
let inFlight = 0;
let mostInFlight = 0;
let first = '';

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of incoming) body += chunk;
  return body;
}

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url === '/bench/seen') {
    outgoing.end(JSON.stringify({ calls, mostInFlight, first } satisfies Seen));
    [calls, mostInFlight, first] = [{}, 0, ''];
    return;
  }
  first ||= new Date().toISOString();
  inFlight += 1;
  mostInFlight = Math.max(mostInFlight, inFlight);
  const wired: Wired = {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: incoming.headers,
    body: await bodyOf(incoming),
  };
  const asked = operationOf(wired);
  const id = `${asked.service}:${asked.operation}`;
  calls[id] = (calls[id] ?? 0) + 1;
  const answer = account[id]?.(asked) ?? ({ error: 'NotImplemented', status: 501 } satisfies Reply);
  const { status, headers, body } = render(answer as Exclude<Reply, { hangUp: true }>, asked);
  setTimeout(() => {
    inFlight -= 1;
    outgoing.writeHead(status, { ...headers, 'x-amzn-requestid': 'bench' }).end(body);
  }, Number(delay));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
