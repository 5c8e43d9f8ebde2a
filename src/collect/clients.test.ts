import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Clients, requestHandler } from './clients.ts';

let server: Server | undefined;
let clients: Clients | undefined;
afterEach(async () => {
  clients?.close();
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
});

/** Clients that reach a server of the loopback, and lose patience soon. */
async function against(listener: RequestListener, onDate?: (date: string) => void): Promise<Clients> {
  server = createServer(listener);
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handler = requestHandler(4, { connectionTimeout: 200, requestTimeout: 200, socketTimeout: 200 });
  clients = new Clients({ credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, handler, endpoint, ...(onDate && { onDate }) });
  return clients;
}

describe('clients', () => {
  it('give up on an answer that never comes', async () => {
    const made = await against(() => undefined);
    await expect(made.send('kms', 'ListKeys', {}, 'eu-west-1')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('give up on an answer that begins and never ends', async () => {
    const made = await against(
      (_, outgoing) => void outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).write('{"Keys": ['),
    );
    await expect(made.send('kms', 'ListKeys', {}, 'eu-west-1')).rejects.toMatchObject({
      name: expect.stringMatching(/TimeoutError|AbortError/),
    });
  }, 10_000);

  it("hear AWS's clock, from answers and from errors", async () => {
    const heard: string[] = [];
    const made = await against(
      (_, outgoing) => void outgoing.writeHead(200, { date: 'Tue, 10 Mar 2026 12:00:00 GMT' }).end('{"Keys":[],"Truncated":false}'),
      (date) => heard.push(date),
    );
    await made.send('kms', 'ListKeys', {}, 'eu-west-1');
    expect(heard).toEqual(['Tue, 10 Mar 2026 12:00:00 GMT']);
  });

  it.each([
    ['a page', '<html><body>sign in</body></html>'],
    ['a page with a kind of document', '\n<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['only space', '  \n'],
  ])('take %s for no answer', async (_, body) => {
    const made = await against((__, outgoing) => void outgoing.writeHead(200).end(body));
    await expect(made.send('s3', 'GetBucketVersioning', { Bucket: 'orders' }, 'eu-west-1')).rejects.toMatchObject({ name: 'malformed' });
  });

  it('say which service they do not know', async () => {
    const made = await against(() => undefined);
    await expect(made.send('teleport', 'Beam', {}, 'eu-west-1')).rejects.toThrow('no client for teleport');
  });
});
