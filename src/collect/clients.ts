import { NodeHttpHandler } from '@smithy/node-http-handler';
import { clients } from '../generated/calls.ts';
import { remember } from '../remember.ts';
import { ProxyAgent } from './proxy.ts';
import { assertAnswer, type HttpResponse } from './whole-answer.ts';

/** What the SDK's clients are made with: any provider of credentials, and an endpoint for emulators. */
export interface ClientSettings {
  readonly credentials: unknown;
  readonly handler: NodeHttpHandler;
  readonly endpoint?: string;
  /** Hears AWS's clock (the `Date` of an answer) as it comes. */
  readonly onDate?: (date: string) => void;
  /** What is written is answered by nothing; what is asked never is. */
  readonly emptyAnswers?: boolean;
}

interface Client {
  send(command: object, options?: { abortSignal?: AbortSignal }): Promise<{ readonly $metadata: Metadata }>;
  readonly middlewareStack: { add(middleware: Middleware, options: { step: 'deserialize'; priority: 'low' }): void };
}
interface Metadata {
  readonly requestId?: string;
  readonly extendedRequestId?: string;
  readonly attempts?: number;
}
type Middleware = (next: (args: unknown) => Promise<{ response: unknown }>) => (args: unknown) => Promise<{ response: unknown }>;
type Constructor = new (config: object) => Client;
type CommandConstructor = new (input: object) => object;

/** How long a connection, the beginning of an answer, and a silence within it may last, in milliseconds. */
const patience = { connectionTimeout: 5_000, requestTimeout: 30_000, socketTimeout: 30_000 };

/** One handler for all clients: one pool of connections, with time-outs, through the proxy that the environment names. */
export function requestHandler(connections: number, timeouts = patience): NodeHttpHandler {
  const agent = new ProxyAgent(connections);
  // without the last, a request that takes too long is only warned of
  return new NodeHttpHandler({ ...timeouts, httpAgent: agent.http, httpsAgent: agent.https, throwOnRequestTimeout: true });
}

/** Makes clients when their service and region is first asked, and sends commands by name. */
export class Clients {
  readonly #settings: ClientSettings;
  readonly #clients = new Map<string, Promise<{ client: Client; module: Record<string, unknown> }>>();

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  /** Sends one call. Throws what the SDK throws. */
  async send(
    service: string,
    operation: string,
    input: object,
    region: string,
    signal?: AbortSignal,
  ): Promise<{ readonly $metadata: Metadata }> {
    const { client, module } = await this.#client(service, region);
    const Command = module[`${operation}Command`] as CommandConstructor;
    return client.send(new Command(structuredClone(input)), signal ? { abortSignal: signal } : {});
  }

  close(): void {
    this.#settings.handler.destroy();
  }

  #client(service: string, region: string): Promise<{ client: Client; module: Record<string, unknown> }> {
    return remember(this.#clients, `${service} ${region}`, () => this.#make(service, region));
  }

  async #make(service: string, region: string): Promise<{ client: Client; module: Record<string, unknown> }> {
    const load = clients[service];
    if (!load) throw new Error(`no client for ${service}`);
    const module = (await load()) as Record<string, unknown>;
    const name = Object.keys(module).find((key) => /^[A-Za-z0-9]+Client$/.test(key) && key !== '__Client');
    const { endpoint, credentials, handler, onDate, emptyAnswers } = this.#settings;
    const client = new (module[name ?? ''] as Constructor)({
      region,
      credentials,
      requestHandler: handler,
      maxAttempts: 3,
      retryMode: 'standard',
      ...(endpoint && { endpoint, forcePathStyle: true, disableHostPrefix: true }),
      // S3 Control puts the account before the host, which an emulator's address can't bear
      ...(endpoint && service === 's3control' && { endpointProvider: () => at(endpoint, region) }),
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const response = result.response as HttpResponse;
        if (response.headers?.date) onDate?.(response.headers.date);
        if (!emptyAnswers) await assertAnswer(response);
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    return { client, module };
  }
}

/** An endpoint as the SDK's own rules would give it, at a fixed address. */
const at = (address: string, signingRegion: string): object => ({
  url: new URL(address),
  headers: {},
  properties: { authSchemes: [{ name: 'sigv4', signingName: 's3', signingRegion, disableDoubleEncoding: true }] },
});
