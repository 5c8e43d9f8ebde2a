/**
 * A small HTTP server on the loopback between the program and an emulated AWS. It answers some requests by itself, from a table, and passes
 * the others on; it writes down every request. So tests supply what the emulator lacks or loses, and every fault that AWS can have.
 *
 *   const moto = await startMoto();
 *   const wire = await startWire(moto.url, {
 *     'cloudtrail:ListEventDataStores': { answer: { EventDataStores: [] } },
 *     'iam:GetAccountSummary': { error: 'AccessDenied' },
 *     's3:GetBucketPolicy': ({ input }) => (input.Bucket === 'gone' ? { error: 'NoSuchBucket', status: 404 } : undefined),
 *     'logs:*': async (request, passOn) => ({ text: (await passOn()).body.replace('a', 'b') }),
 *   });
 *   … node dist/main.js scan --endpoint-url ${wire.url} …
 *   wire.requests            // what was asked: service, operation, region, input
 *   wire.answers['*'] = { error: 'ThrottlingException' };  // the table may change while it runs
 *   await wire.close();
 *
 * A key is `service:Operation`, `service:*` or `*`, services named as in the catalogue of calls; the narrowest that gives a reply counts.
 * Without an address to pass on to (undefined), what the table does not answer is refused as `NotImplemented`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Operation, operationOf, type Wired } from './operation.ts';
import { type HttpReply, type Reply, render } from './reply.ts';

export type { Reply } from './reply.ts';
export type Asked = Operation & Wired;

type Answerer = (request: Asked, passOn: () => Promise<HttpReply>) => Reply | undefined | Promise<Reply | undefined>;
/** Operation → what the wire says; a function that gives nothing leaves it to the next wider key, and at last to the emulator. */
export type Answers = Record<string, Reply | Answerer>;

export interface Wire {
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: Asked[];
  /** The table, which may be changed at any time. */
  readonly answers: Answers;
  close(): Promise<void>;
}

/** Starts a wire on a free port. */
export async function startWire(upstream: string | undefined, answers: Answers = {}): Promise<Wire> {
  const requests: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch(
      (error: Error) => outgoing.writableEnded || outgoing.writeHead(599).end(`the wire fails: ${error.stack}`),
    );
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const wired: Wired = { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers: incoming.headers, body: body.toString() };
    const asked: Asked = { ...wired, ...operationOf(wired) };
    requests.push(asked);
    const passOn = (): Promise<HttpReply> =>
      upstream === undefined ? Promise.resolve(render({ error: 'NotImplemented', status: 501 }, asked)) : forward(upstream, wired, body);
    const reply = (await replyOf(asked, passOn, answers)) ?? undefined;
    if (reply && 'hangUp' in reply) {
      incoming.socket.destroy();
      return;
    }
    const { status, headers, body: text } = reply ? render(reply, asked) : await passOn();
    outgoing.writeHead(status, { 'x-amzn-requestid': `wire-${requests.length}`, ...headers }).end(text);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function replyOf(asked: Asked, passOn: () => Promise<HttpReply>, answers: Answers): Promise<Reply | undefined> {
  for (const key of [`${asked.service}:${asked.operation}`, `${asked.service}:*`, '*']) {
    const found = answers[key];
    const reply = typeof found === 'function' ? await found(asked, passOn) : found;
    if (reply) return reply;
  }
  return undefined;
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes a request on as it came. */
async function forward(upstream: string, { method, url, headers }: Wired, body: Buffer): Promise<HttpReply> {
  const {
    host: _host,
    connection: _connection,
    'content-length': _length,
    'transfer-encoding': _encoding,
    expect: _expect,
    ...kept
  } = headers;
  const answer = await fetch(`${upstream}${url}`, {
    method,
    headers: Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
    redirect: 'manual',
  });
  const {
    'content-length': _,
    'content-encoding': __,
    'transfer-encoding': ___,
    connection: ____,
    ...passed
  } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: passed, body: await answer.text() };
}
