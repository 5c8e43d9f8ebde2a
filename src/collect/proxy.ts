import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { remember } from '../remember.ts';

/**
 * Agents that go through the proxy which HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for a host, and straight where they name none.
 * The SDK ignores these variables by itself.
 */
export class ProxyAgent {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  constructor(connections: number) {
    const pool = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
    const named = Object.entries(process.env).some(([name, value]) => /^(https?|all)_proxy$/i.test(name) && value);
    // without a proxy Node's own agents keep connections alive best
    this.http = named ? new ChoosingAgent(pool) : new HttpAgent(pool);
    this.https = named ? (new ChoosingAgent(pool) as unknown as HttpsAgent) : new HttpsAgent(pool);
  }
}

type Pool = { readonly keepAlive: boolean; readonly maxSockets: number; readonly maxFreeSockets: number };

class ChoosingAgent extends Agent {
  readonly #pool: Pool;
  readonly #agents = new Map<string, HttpAgent>();

  constructor(pool: Pool) {
    super(pool);
    this.#pool = pool;
  }

  override connect(_request: ClientRequest, { secureEndpoint, host, port }: AgentConnectOpts): HttpAgent {
    const proxy = getProxyForUrl(`${secureEndpoint ? 'https' : 'http'}://${host}:${port}/`);
    return remember(this.#agents, `${secureEndpoint} ${proxy}`, () => this.#make(secureEndpoint, proxy));
  }

  #make(secure: boolean, proxy: string): HttpAgent {
    if (proxy === '') return secure ? new HttpsAgent(this.#pool) : new HttpAgent(this.#pool);
    return secure ? new HttpsProxyAgent(proxy, this.#pool) : new HttpProxyAgent(proxy, this.#pool);
  }
}
