import { Type } from 'typebox';
import { policyOutsiders } from '../analysis/exposure/index.ts';
import { NO_POLICY, parsePolicy } from '../analysis/policy/index.ts';
import { kms } from '../calls/kms.ts';
import { codes } from '../facts/codes.ts';
import { block, fact, mapAnswer } from '../facts/read.ts';
import type { Aws, Listing } from './aws.ts';
import { own } from './own.ts';
import { type Identity, resource } from './resource.ts';
import { kmsTags } from './tags.ts';
import { Exposure } from './traits.ts';

export interface Key extends Identity {
  readonly keyId: string;
}

/** Every key, by its first alias where it has one that could be read. */
export function listKeys(aws: Aws): Listing<Key> {
  const keys = aws.list(kms.ListKeys, {}, (page, region) =>
    (page.Keys ?? []).map(({ KeyId: keyId = '', KeyArn: arn = '' }) => ({ keyId, arn, region })),
  );
  const aliases = new Map<string, string>();
  const named = aws.list(kms.ListAliases, {}, (page, region) =>
    (page.Aliases ?? []).flatMap(({ TargetKeyId, AliasName }) =>
      TargetKeyId && AliasName ? [{ key: `${region} ${TargetKeyId}`, AliasName }] : [],
    ),
  );
  for (const { key, AliasName } of named.found) if (!aliases.has(key)) aliases.set(key, AliasName);
  return { ...keys, found: keys.found.map((key) => ({ ...key, name: aliases.get(`${key.region} ${key.keyId}`) ?? key.keyId })) };
}

/** Key specs that DPP takes for encryption: AES-256, or RSA of 2048 bits and more. docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const rsa = /^RSA_(\d+)$/;

export const kmsKey = resource('kms.key', {
  title: { one: 'KMS key', many: 'KMS keys' },
  service: 'kms',
  regional: true,
  facts: {
    manager: Type.Enum(['AWS', 'CUSTOMER'], { description: 'Who manages the key: AWS for one of its services, or the customer' }),
    state: Type.Enum(
      ['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'PendingReplicaDeletion', 'Unavailable', 'Creating', 'Updating'],
      {
        description: 'Whether the key can be used now',
      },
    ),
    encrypts: Type.Boolean({ description: 'Is it a key for encryption (and not for signatures or codes)?' }),
    strong: Type.Boolean({ description: 'Is its cipher AES with 128 bits or more, or RSA with 2048 or more?' }),
    spec: Type.String({ description: "The key's spec, as KMS names it" }),
    rotation: Type.Object({
      applies: Type.Boolean({ description: 'Can KMS rotate it by itself: symmetric, made by KMS, and no replica of another region' }),
      everyDays: Type.Number({ unit: 'days', description: 'How often it is rotated; for ever where rotation is off' }),
    }),
  },
  proofs: { exposure: Exposure },

  list: listKeys,

  read({ keyId: KeyId, region }, aws) {
    const described = aws.answer(kms.DescribeKey, { KeyId }, region);
    const rotation = aws.answer(kms.GetKeyRotationStatus, { KeyId }, region);
    return {
      manager: fact([described], (d) => d?.KeyMetadata?.KeyManager),
      state: fact([described], (d) => d?.KeyMetadata?.KeyState),
      encrypts: fact([described], (d) => d?.KeyMetadata?.KeyUsage && d.KeyMetadata.KeyUsage === 'ENCRYPT_DECRYPT'),
      spec: fact([described], (d) => d?.KeyMetadata?.KeySpec),
      strong: fact([described], (d) => {
        const spec = d?.KeyMetadata?.KeySpec;
        if (spec === undefined) return undefined;
        const bits = rsa.exec(spec)?.[1];
        return spec === 'SYMMETRIC_DEFAULT' || (bits !== undefined && Number(bits) >= 2048);
      }),
      rotation: {
        applies: fact([described], (d) => {
          const key = d?.KeyMetadata;
          // what does not say of what kind it is could be one that rotates
          if (!key?.KeySpec || !key.Origin) return undefined;
          const { KeySpec, Origin, MultiRegionConfiguration } = key;
          return KeySpec === 'SYMMETRIC_DEFAULT' && Origin === 'AWS_KMS' && MultiRegionConfiguration?.MultiRegionKeyType !== 'REPLICA';
        }),
        everyDays: fact([rotation], (r) => {
          if (r === undefined) return Number.POSITIVE_INFINITY;
          if (r.KeyRotationEnabled === undefined) return undefined;
          return r.KeyRotationEnabled ? (r.RotationPeriodInDays ?? 365) : Number.POSITIVE_INFINITY;
        }),
      },
    };
  },

  prove({ keyId: KeyId, region, arn }, aws, world) {
    const answer = aws.answer(kms.GetKeyPolicy, { KeyId }, region);
    const house = own(world, 'answer' in answer ? (answer.answer?.Policy ?? '') : '');
    const policy = mapAnswer(answer, (a) =>
      a === undefined ? NO_POLICY : typeof a.Policy === 'string' ? (parsePolicy(a.Policy) ?? null) : null,
    );
    return {
      exposure: block(Exposure, [policy, house], (document = NO_POLICY, mine = { accounts: [aws.account] }) => {
        const { openings } = policyOutsiders(document, { resources: [arn], own: mine, service: 'kms' });
        return {
          public: openings.filter(({ who }) => who.kind === 'public').map(({ sentence }) => sentence),
          outsiders: openings.map(({ sentence }) => sentence),
        };
      }),
    };
  },

  classOf({ keyId: KeyId, region }, aws) {
    const described = aws.answer(kms.DescribeKey, { KeyId }, region);
    const tags = mapAnswer(aws.pages(kms.ListResourceTags, { KeyId }, region), (pages) =>
      kmsTags((pages ?? []).flatMap((page) => page.Tags ?? [])),
    );
    if ('unknown' in described) return { tags: 'unknown' in tags ? tags : { unknown: described.unknown, refs: described.refs } };
    const byAws = described.answer?.KeyMetadata?.KeyManager === 'AWS';
    if (described.answer?.KeyMetadata === undefined)
      return { tags: { unknown: { operation: kms.DescribeKey.id, code: codes.malformed, region }, refs: described.refs } };
    return { tags, ...(byAws && { fixed: { class: 'none' as const, because: 'AWS manages it for one of its services' } }) };
  },
});
