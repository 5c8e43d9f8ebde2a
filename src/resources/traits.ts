import { Type } from 'typebox';

/** A list of sentences that must be empty: who or what breaks the wanted state. */
export const sentences = (description: string) => Type.Array(Type.String(), { description });

export const Encryption = Type.Object({
  atRest: Type.Boolean({ description: 'Is everything in the store encrypted, what was written long ago too?' }),
  algorithm: Type.Enum(['AES-256', 'RSA-2048', 'RSA-3072', 'RSA-4096', 'none'], { description: 'The cipher that data is encrypted with' }),
  keyManaged: Type.Boolean({ description: 'Is the key one of AWS KMS, which can be rotated and revoked?' }),
  keyArn: Type.String({ description: 'The KMS key; empty where the service keeps the key' }),
});

export const Tls = Type.Object({
  httpsOnly: Type.Boolean({ description: 'Is every connection without TLS refused?' }),
  openings: sentences('What can still connect without TLS, and why'),
  minVersion: Type.Enum(['1.2', '1.3'], { description: 'The oldest version of TLS that is accepted' }),
});

export const Retention = Type.Object({
  maxDays: Type.Number({ unit: 'days', description: 'The longest that anything in the store can live, in any version or copy' }),
  witness: Type.String({ description: 'What lives the longest' }),
  minDays: Type.Number({ unit: 'days', description: 'The shortest that anything in the store lives before it is really gone' }),
  minWitness: Type.String({ description: 'What goes first' }),
});

export const Exposure = Type.Object({
  public: sentences('On which paths anyone at all can reach it'),
  outsiders: sentences('On which paths anyone outside the account (and the accounts of the same owner) can reach it'),
});

export const Attribution = Type.Object({
  class: Type.Enum(['pii', 'information', 'log', 'none', ''], { description: 'The class of data as found; empty where nothing says it' }),
  by: Type.String({ description: 'What says so: a tag, a pattern, the default, who writes to it' }),
  conflicts: sentences('What contradicts the class, such as a copy that is tagged weaker than its source'),
});

export const Logging = Type.Object({
  reads: Type.Boolean({ description: 'Is every read of what is in the store logged?' }),
  writes: Type.Boolean({ description: 'Is every write to the store logged?' }),
  by: Type.String({ description: 'What logs it' }),
});

/** What a principal may do, by whatever path: inline, attached, through groups; within its boundary. */
export const Permissions = Type.Object({
  administrator: sentences('Paths by which it may do everything'),
  escalation: sentences('Rights by which it can make itself an administrator'),
  services: sentences('Whole services that it may use on every resource'),
  notActions: sentences('Allow statements that name what is not allowed, and so allow all else'),
  passRole: sentences('Statements that let it pass any role to a service'),
  approved: Type.String({ description: 'Why the configuration lets it administer; empty where it does not' }),
});

/** The traits, by the name under which a type carries them. A rule for `trait:NAME` is asked of every type that carries it. */
export const traits = {
  encryption: Encryption,
  tls: Tls,
  retention: Retention,
  exposure: Exposure,
  attribution: Attribution,
  logging: Logging,
  permissions: Permissions,
} as const;

export type TraitName = keyof typeof traits;
