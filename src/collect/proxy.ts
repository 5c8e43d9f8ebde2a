import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
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
    this.http = named ? new ChoosingAgent(pool, false) : new HttpAgent(pool);
    this.https = named ? (new ChoosingAgent(pool, true) as unknown as HttpsAgent) : new HttpsAgent(pool);
  }
}

type Pool = { readonly keepAlive: boolean; readonly maxSockets: number; readonly maxFreeSockets: number };
type Addressed = { readonly host: string; readonly port: number };

/** What Node's agents do at once with a request that is to be sent, and its types do not tell. */
interface Adding {
  addRequest(request: ClientRequest, options: object): void;
}

/**
 * Hands each request on to the agent of its host, before a line of it is written: an agent that is asked later finds the path written
 * already, and a proxy of HTTP needs the whole address there.
 */
class ChoosingAgent extends HttpAgent implements Adding {
  readonly #pool: Pool;
  readonly #secure: boolean;
  readonly #agents = new Map<string, HttpAgent>();
  readonly protocol: string;
  readonly defaultPort: number;

  constructor(pool: Pool, secure: boolean) {
    super(pool);
    this.#pool = pool;
    this.#secure = secure;
    this.protocol = secure ? 'https:' : 'http:';
    this.defaultPort = secure ? 443 : 80;
  }

  addRequest(request: ClientRequest, options: Addressed): void {
    const proxy = getProxyForUrl(`${this.protocol}//${options.host}:${options.port}/`);
    const agent = remember(this.#agents, proxy, () => this.#make(proxy)) as HttpAgent & Adding;
    agent.addRequest(request, { ...options, secureEndpoint: this.#secure });
  }

  override destroy(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    super.destroy();
  }

  #make(proxy: string): HttpAgent {
    if (proxy === '') return this.#secure ? new HttpsAgent(this.#pool) : new HttpAgent(this.#pool);
    return this.#secure ? new HttpsProxyAgent(proxy, this.#pool) : new HttpProxyAgent(proxy, this.#pool);
  }
}
