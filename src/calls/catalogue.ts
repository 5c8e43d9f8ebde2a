/** The catalogue of calls: its types, and the one function that makes it. Loads no SDK: every import of it is of types alone. */

/** Dates are ISO 8601 and bytes base64 once an answer is recorded. */
export type Recorded<T> = T extends Date
  ? string
  : T extends Uint8Array
    ? string
    : T extends (infer E)[]
      ? Recorded<E>[]
      : T extends object
        ? { [K in keyof T as K extends '$metadata' ? never : K]: Recorded<T[K]> }
        : T;

type CommandOf<M, K extends string> = `${K}Command` extends keyof M ? M[`${K}Command`] : never;
type Instance<C> = C extends abstract new (...args: never[]) => infer I ? I : never;
export type InputOf<M, K extends string> = Instance<CommandOf<M, K>> extends { readonly input: infer I } ? I : never;
export type OutputOf<M, K extends string> =
  Instance<CommandOf<M, K>> extends { resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer O }> }
    ? Recorded<O>
    : never;

type OperationOf<M> = keyof M extends infer N ? (N extends `${infer K}Command` ? K : never) : never;

/** Where a call goes: once for the account, once a region, or to the region of the bucket that it asks about. */
export type Scope = 'global' | 'region' | 'bucket';

/** What is replaced before the disk: a whole value of some kind, or the secrets inside a policy document. */
export type SecretKind = 'policy' | 'endpoint' | 'contact' | 'external-id';

/** How a list comes in pages: the request's field for a token, the answer's field for the next one, and what asks for the largest pages. */
export interface Page {
  readonly token: string;
  readonly next: string;
  readonly size?: Readonly<Record<string, number>>;
  /** The answer's field that says, beside the token, whether there is more. */
  readonly more?: string;
}

interface Definition<M, K extends string> {
  /** The IAM action that the call needs; several where AWS checks several; none where every principal may. */
  readonly action: string | readonly string[];
  readonly scope: Scope;
  readonly page?: Page;
  /** Sent with every call, and no part of what is asked: a version, a name that is always the same. */
  readonly along?: Readonly<Record<string, unknown>>;
  /** Fields that AWS gives in every answer, empty lists too: an answer without one is malformed. */
  readonly always?: readonly (keyof OutputOf<M, K> & string)[];
  /** Error names that mean: nothing is configured. */
  readonly absent?: readonly string[];
  /** Error names that mean: deleted since it was listed. */
  readonly gone?: readonly string[];
  /** Paths (`a.b[].c`) into the answer that are secret. */
  readonly secret?: Readonly<Record<string, SecretKind>>;
  /** Not asked where another call's answer, to the same input, makes it needless; read then as `reads`, with that answer as evidence. */
  readonly unless?: Unless<M>;
}

type Unless<M> = {
  [K in OperationOf<M>]: {
    readonly call: K;
    readonly when: (answer: OutputOf<M, K> | undefined) => boolean;
    readonly reads: object | undefined;
  };
}[OperationOf<M>];

/** One operation that can be asked. */
export interface AnyCall {
  readonly service: string;
  readonly operation: string;
  /** `service:Operation`, as it reads in a sentence. */
  readonly id: string;
  readonly actions: readonly string[];
  readonly scope: Scope;
  readonly page?: Page;
  readonly along?: Readonly<Record<string, unknown>>;
  readonly always: readonly string[];
  readonly absent: readonly string[];
  readonly gone: readonly string[];
  readonly secret: Readonly<Record<string, SecretKind>>;
  readonly unless?: {
    readonly call: string;
    readonly when: (answer: unknown) => boolean;
    readonly reads: object | undefined;
  };
}

/** A call with the SDK's own types of its input and (recorded) output. */
export interface Call<I, O> extends AnyCall {
  /** Carries the types; never a value. */
  readonly types?: { readonly input: I; readonly output: O };
}

export type Catalogue = Readonly<Record<string, AnyCall>>;

/** Makes the catalogue of one service: `calls<typeof import('@aws-sdk/client-s3')>()('s3', { ListBuckets: { … } })`. */
export const calls =
  <M>() =>
  <D extends { readonly [K in OperationOf<M>]?: Definition<M, K> }>(
    service: string,
    definitions: D & { readonly [K in Exclude<keyof D, OperationOf<M>>]: never },
  ): { readonly [K in keyof D & string]: Call<InputOf<M, K>, OutputOf<M, K>> } => {
    const made: Record<string, AnyCall> = {};
    for (const [operation, definition] of Object.entries(definitions as Record<string, Definition<M, OperationOf<M>>>)) {
      const { action, scope, page, along, always = [], absent = [], gone = [], secret = {}, unless } = definition;
      made[operation] = {
        service,
        operation,
        id: `${service}:${operation}`,
        actions: typeof action === 'string' ? [action] : action,
        scope,
        ...(page && { page }),
        ...(along && { along }),
        always,
        absent,
        gone,
        secret,
        ...(unless && { unless: { ...unless, when: unless.when as (answer: unknown) => boolean } }),
      };
    }
    return made as unknown as { readonly [K in keyof D & string]: Call<InputOf<M, K>, OutputOf<M, K>> };
  };
