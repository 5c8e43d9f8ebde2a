// A whole account behind the wire: every call of the catalogue has an answer, and any of them can be made to fail. The real clients, the real
// HTTP, the real collectors.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Collected, type CollectSettings, collect } from '../../src/collect/collect.ts';
import { catalogues } from '../../src/generated/calls.ts';
import type { SnapshotRecord } from '../../src/snapshot/record.ts';
import { type Answers, type Asked, type Reply, startWire, type Wire } from '../emulator/wire.ts';
import { type Scene, scenes } from '../properties/account.ts';
import { type Cloud, callOf, collected } from '../properties/cloud.ts';
import { asOf } from '../wire/snapshot-builder.ts';
import { inXml } from './s3-xml.ts';

/** Every call of the catalogue, as `service:Operation`. */
export const allCalls: readonly string[] = Object.values(catalogues).flatMap((catalogue) => Object.values(catalogue).map(({ id }) => id));

const isOfS3 = (service: string): boolean => service === 's3' || service === 's3control';

/**
 * A generated account, of all regions, in which every call of the catalogue is asked and has an answer, and identities come in two pages, a role with a policy
 * of its own among them. Buckets are
 * found for themselves: both in one account is too rare.
 */
export async function wholeScene(): Promise<Scene> {
  let buckets: Cloud | undefined;
  let rest: Scene | undefined;
  for (let seed = 0; seed < 2_000 && !(buckets && rest); seed += 1) {
    const [scene] = fc.sample(scenes, { numRuns: 1, seed });
    if (scene?.limit !== null) continue;
    const asked = new Set((await collected(scene.cloud, { regions: null })).map(({ service, operation }) => `${service}:${operation}`));
    const lacking = allCalls.filter((id) => !asked.has(id)).map((id) => id.split(':')[0] ?? '');
    const paged = scene.cloud.some(({ operation, page }) => operation === 'GetAccountAuthorizationDetails' && page === 1);
    if (paged && lacking.every(isOfS3) && JSON.stringify(scene.cloud).includes('"RolePolicyList":[{')) rest ??= scene;
    if (!lacking.some(isOfS3)) buckets ??= scene.cloud.filter(({ service }) => isOfS3(service));
  }
  if (!(buckets && rest)) throw new Error('no account is asked every call: widen the generators');
  return { ...rest, cloud: [...rest.cloud.filter(({ service }) => !isOfS3(service)), ...buckets] };
}

/** What the account answers to a request; undefined: it knows nothing of it. */
function replyOf(cloud: Cloud, { service, operation, region, input }: Asked): Reply | undefined {
  const call = callOf(service, operation);
  const token = call.page ? input[call.page.token] : undefined;
  const page = Number(token ?? input['continuation-token'] ?? 0);
  const named = cloud.filter((record) => record.service === service && record.operation === operation && record.page === page);
  const record = named.find((one) => isAsked(one, input) && (call.scope === 'global' || one.region === region));
  if (!record) return undefined;
  if ('absent' in record) return { error: record.absent, status: 404 };
  if ('gone' in record) return { error: record.gone, status: 404 };
  if ('error' in record) return { error: record.error.name };
  return replyWith(`${service}:${operation}`, record.answer as object);
}

/** Values of forms and queries are text. */
const isAsked = (record: SnapshotRecord, input: Asked['input']): boolean =>
  Object.entries(record.input).every(([name, value]) => typeof value === 'object' || String(input[name]) === String(value));

function replyWith(id: string, answer: object): Reply {
  const { Policy } = answer as { Policy?: string };
  if (id === 's3:GetBucketPolicy') return { text: Policy ?? '', type: 'application/json' };
  if (id === 's3:GetBucketLocation') return { text: locationText(answer), type: 'application/xml' };
  if (id === 's3:GetBucketAcl') return { text: aclText(answer as AclAnswer), type: 'application/xml' };
  if (id === 'ec2:DescribeRegions') {
    const { Regions = [] } = answer as { Regions?: { RegionName: string; OptInStatus: string }[] };
    return { answer: { regionInfo: Regions.map(({ RegionName, OptInStatus }) => ({ regionName: RegionName, optInStatus: OptInStatus })) } };
  }
  const [name, map] = Object.entries(answer).find(([field]) => field === 'SummaryMap' || field === 'Attributes') ?? [];
  if (name) return { text: mapText(id.split(':')[1] ?? '', name, map as object), type: 'text/xml' };
  return { answer: inXml(id, answer) ?? answer };
}

const escaped = (text: unknown): string => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A region stands in the root element, which must be of S3's namespace. */
const locationText = ({ LocationConstraint = '' }: { readonly LocationConstraint?: string }): string =>
  `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${LocationConstraint}</LocationConstraint>`;

/** A map of the query protocol. */
function mapText(operation: string, name: string, map: object): string {
  const entries = Object.entries(map).map(([key, value]) => `<entry><key>${key}</key><value>${escaped(value)}</value></entry>`);
  return `<${operation}Response><${operation}Result><${name}>${entries.join('')}</${name}></${operation}Result></${operation}Response>`;
}

interface AclAnswer {
  readonly Owner: { readonly ID: string };
  readonly Grants: readonly {
    readonly Grantee: { readonly Type: string; readonly ID?: string; readonly URI?: string };
    readonly Permission: string;
  }[];
}

/** The kind of a grantee is an attribute. */
function aclText({ Owner, Grants }: AclAnswer): string {
  const grants = Grants.map(({ Grantee: { Type, ID, URI }, Permission }) => {
    const who = ID === undefined ? `<URI>${URI}</URI>` : `<ID>${ID}</ID>`;
    const kind = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${Type}"`;
    return `<Grant><Grantee ${kind}>${who}</Grantee><Permission>${Permission}</Permission></Grant>`;
  });
  return `<AccessControlPolicy><Owner><ID>${Owner.ID}</ID></Owner><AccessControlList>${grants.join('')}</AccessControlList></AccessControlPolicy>`;
}

/** Starts the account. What `faults` answers comes first; what the account knows nothing of is refused. */
export async function startAccount(cloud: Cloud, { '*': widest, ...faults }: Answers = {}): Promise<Wire> {
  return startWire(undefined, {
    ...faults,
    '*': async (asked, passOn) => {
      const fault = typeof widest === 'function' ? await widest(asked, passOn) : widest;
      return fault ?? replyOf(cloud, asked) ?? { error: 'AccessDenied', message: 'the account says nothing of it' };
    },
  });
}

/** A folder that is removed when the work is done. */
export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'dpp-audit-faults-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs the collector against the wire, with credentials of nobody. */
export function collectFrom(wire: Wire, dir: string, more: Partial<CollectSettings> = {}): Promise<Collected> {
  process.env.AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'nobody-knows';
  return collect({
    tool: { name: 'dpp-audit', version: '0.0.0' },
    endpoint: wire.url,
    folder: () => join(dir, 'run'),
    now: () => new Date(asOf),
    ...more,
  });
}
