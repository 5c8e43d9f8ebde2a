// HTTPS_PROXY, HTTP_PROXY and NO_PROXY: the SDK ignores them by itself. A proxy on the loopback counts what goes through it.
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Wire } from '../emulator/wire.ts';
import type { Scene } from '../properties/account.ts';
import { collectFrom, inFolder, startAccount, wholeScene } from './wired-account.ts';

let proxy: Server;
let wire: Wire;
let scene: Scene;
/** Addresses that were asked for: whole ones of HTTP, host and port of CONNECT. */
let through: string[];

beforeAll(async () => {
  scene = await wholeScene();
});
beforeEach(async () => {
  through = [];
  wire = await startAccount(scene.cloud);
  proxy = createServer((incoming, outgoing) => {
    through.push(incoming.url ?? '');
    if (!incoming.url?.startsWith('http')) return outgoing.writeHead(400).end('a proxy needs the whole address');
    const { method, headers } = incoming;
    const onward = request(incoming.url ?? '', { method, headers }, (answer) =>
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers)),
    );
    incoming.pipe(onward);
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    through.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.close();
  await new Promise((closed) => {
    proxy.close(closed);
    proxy.closeAllConnections();
  });
});

const address = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

it('without them nothing goes through', async () => {
  await inFolder((dir) => collectFrom(wire, dir));
  expect(through).toEqual([]);
});

it('HTTP_PROXY: everything goes through', async () => {
  vi.stubEnv('HTTP_PROXY', address());
  await inFolder((dir) => collectFrom(wire, dir));
  expect(through.length).toBe(wire.requests.length);
  expect(through.length).toBeGreaterThan(50);
});

it('NO_PROXY: what it names goes straight', async () => {
  vi.stubEnv('HTTP_PROXY', address());
  vi.stubEnv('NO_PROXY', 'example.org,127.0.0.1');
  await inFolder((dir) => collectFrom(wire, dir));
  expect(through).toEqual([]);
});

it('HTTPS_PROXY: AWS is asked for through it, and its failure is said', async () => {
  vi.stubEnv('HTTPS_PROXY', address());
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  await inFolder(async (dir) => {
    await expect(collectFrom(wire, dir, { endpoint: undefined })).rejects.toMatchObject({ kind: 'credentials' });
  });
  expect(new Set(through)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
});
