import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { post } from './post.ts';

const servers: Server[] = [];
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const body = new TextEncoder().encode('a query');

describe('a time stamp is asked for', () => {
  it('with the type of a query, and its bytes are the answer', async () => {
    const url = await serve((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => answer.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(parts).toString()}`));
    });
    expect(new TextDecoder().decode(await post(url, body))).toBe('POST application/timestamp-query a query');
  });

  it('by way of the proxy, where one is set', async () => {
    process.env.HTTP_PROXY = await serve((request, answer) => {
      request.resume();
      answer.end(`asked for ${request.url}`);
    });
    delete process.env.NO_PROXY;
    delete process.env.no_proxy;
    delete process.env.http_proxy;
    expect(new TextDecoder().decode(await post('http://time.example/stamp', body))).toBe('asked for http://time.example/stamp');
  });

  it.each([
    { name: 'another status', status: 503, length: 1, says: 'it answers 503' },
    { name: 'far too much', status: 200, length: 2 ** 20 + 1, says: 'its answer is no time stamp' },
  ])('and refused: $name', async ({ status, length, says }) => {
    const url = await serve((request, answer) => {
      request.resume();
      answer.writeHead(status);
      answer.end(Buffer.alloc(length));
    });
    await expect(post(url, body)).rejects.toThrow(says);
  });

  it('and nobody there is an error', async () => {
    const url = await serve(() => {});
    await new Promise((closed) => servers.splice(0)[0]?.close(closed));
    await expect(post(url, body)).rejects.toThrow(/^nothing answers at that address$/);
  });
});
