import { type Static, type TObject, type TProperties, Type } from 'typebox';
import type { Answer, Facts, FactTree } from '../facts/fact.ts';
import type { Aws, Listing } from './aws.ts';
import type { World } from './world.ts';

/** What every resource is known by. */
export interface Identity {
  readonly arn: string;
  readonly name: string;
  /** Empty for what is global. */
  readonly region: string;
}

/** Tags by name. */
export type Tags = Readonly<Record<string, string>>;

/** What speaks for a class of data; only dpp/ says which class it is. */
export interface ClassEvidence {
  readonly tags: Answer<Tags>;
  /** The class of what can have no other, with the sentence that says why: a key that AWS manages is `none`. */
  readonly fixed?: { readonly class: 'log' | 'none'; readonly because: string };
  /** Is it evidently a log, unless a tag or a pattern says otherwise? The answer is the sentence that says why; undefined: it is not. */
  readonly log?: Answer<string>;
  /** ARNs of stores that copy into this one: it is at least of their class. Unknown: more could; `could` has those that surely do. */
  readonly copiesOf?: Answer<readonly string[]>;
}

/** A resource with its facts, as rules see it. */
export interface Resource {
  readonly type: string;
  readonly identity: Identity;
  readonly facts: FactTree;
}

export interface ResourceType<R extends Identity, F extends TObject, P extends TObject> {
  readonly type: string;
  /** `S3 bucket`, `S3 buckets`: as it reads in a sentence. */
  readonly title: { readonly one: string; readonly many: string };
  readonly service: string;
  /** Is it looked for in every region? */
  readonly regional?: true;
  /** Read from this resource's own answers. */
  readonly facts: F;
  /** Proved over many resources, or from the configuration, once classes are known. */
  readonly proofs: P;
  readonly list: (aws: Aws) => Listing<R>;
  readonly read: (resource: R, aws: Aws) => Facts<F>;
  readonly prove?: (resource: R, aws: Aws, world: World) => Facts<P>;
  /** For what holds data, or is tagged with whose data it serves. */
  readonly classOf?: (resource: R, aws: Aws) => ClassEvidence;
  /** The class of what is always the same (a trail is always `log`). */
  readonly always?: 'log' | 'none';
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds types of different shapes; each is checked where it is made
export type AnyResourceType = ResourceType<any, any, any>;

interface Definition<R extends Identity, F extends TProperties, P extends TProperties>
  extends Omit<ResourceType<R, TObject<F>, TObject<P>>, 'type' | 'facts' | 'proofs'> {
  readonly facts: F;
  readonly proofs?: P;
}

/** Defines a resource type: its schema, how it is listed and how its facts are read from records. */
export function resource<R extends Identity, F extends TProperties, P extends TProperties = Record<never, never>>(
  type: string,
  definition: Definition<R, F, P>,
): ResourceType<R, TObject<F>, TObject<P>> {
  return { ...definition, type, facts: Type.Object(definition.facts), proofs: Type.Object(definition.proofs ?? ({} as P)) };
}

export type { Static };
