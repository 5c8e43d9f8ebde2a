import type { Operation } from './operation.ts';

/** What the wire answers by itself. */
export type Reply =
  /**
   * An answer in the service's own protocol. Names are those of the wire: as in the SDK, but for EC2 (`regionInfo`) and for S3, whose object
   * has the root element as its one key (`{ LifecycleConfiguration: { Rule: [ … ] } }`).
   */
  | { readonly answer: object }
  /** A refusal, as the service would say it. */
  | { readonly error: string; readonly message?: string; readonly status?: number }
  /** Anything, also what AWS never says. */
  | { readonly text: string; readonly status?: number; readonly type?: string }
  /** The connection is cut. */
  | { readonly hangUp: true };

/** A reply as it goes over HTTP. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Puts a reply into the protocol of the operation that was asked. */
export function render(reply: Exclude<Reply, { hangUp: true }>, { operation, protocol }: Operation): HttpReply {
  const type = protocol === 'json' ? 'application/x-amz-json-1.1' : 'text/xml';
  if ('text' in reply) return { status: reply.status ?? 200, headers: { 'content-type': reply.type ?? type }, body: reply.text };
  if ('answer' in reply) return { status: 200, headers: { 'content-type': type }, body: answerIn(protocol, operation, reply.answer) };
  const { error, message = `${error} at the wire`, status = error.startsWith('AccessDenied') ? 403 : 400 } = reply;
  return { status, headers: { 'content-type': type, 'x-amzn-errortype': error }, body: errorIn(protocol, error, message) };
}

function answerIn(protocol: Operation['protocol'], operation: string, answer: object): string {
  switch (protocol) {
    case 'json':
      return JSON.stringify(answer, (_, value: unknown) =>
        typeof value === 'string' && isoTime.test(value) ? Date.parse(value) / 1000 : value,
      );
    case 'query':
      return element(`${operation}Response`, { [`${operation}Result`]: answer }, 'member');
    case 'ec2':
      return element(`${operation}Response`, answer, 'item');
    case 's3':
      return Object.entries(answer)
        .map(([name, value]) => element(name, value))
        .join('');
  }
}

/** AWS's JSON has times as seconds. */
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function errorIn(protocol: Operation['protocol'], Code: string, Message: string): string {
  switch (protocol) {
    case 'json':
      return JSON.stringify({ __type: Code, message: Message });
    case 'query':
      return element('ErrorResponse', { Error: { Type: 'Sender', Code, Message }, RequestId: 'wire' });
    case 'ec2':
      return element('Response', { Errors: { Error: { Code, Message } }, RequestID: 'wire' });
    case 's3':
      return element('Error', { Code, Message, RequestId: 'wire' });
  }
}

/** XML of a value. A list repeats its element, or stands in it as items of the given name. */
function element(name: string, value: unknown, item?: string): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    return item
      ? `<${name}>${value.map((one) => element(item, one, item)).join('')}</${name}>`
      : value.map((one) => element(name, one)).join('');
  }
  const content =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([child, inner]) => element(child, inner, item))
          .join('')
      : String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${content}</${name}>`;
}
