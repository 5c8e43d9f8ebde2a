import { Type } from 'typebox';
import { kms } from '../calls/kms.ts';
import { given } from '../facts/fact.ts';
import { fact, mapAnswer } from '../facts/read.ts';
import type { Aws, Listing } from './aws.ts';
import { listKeys } from './kms-key.ts';
import { own } from './own.ts';
import { type Identity, resource } from './resource.ts';
import { sentences } from './traits.ts';

interface Grant extends Identity {
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly keyId: string;
}

/** Every grant of every key that could be listed; of a key whose grants could not, that is said. */
function listGrants(aws: Aws): Listing<Grant> {
  const keys = listKeys(aws);
  const found: Grant[] = [];
  const unread = [...keys.unread];
  const refs = [...keys.refs];
  for (const { keyId: KeyId, region, arn, name } of keys.found) {
    const answer = aws.pages(kms.ListGrants, { KeyId }, region);
    refs.push(...answer.refs);
    if ('unknown' in answer) {
      if (!kms.ListGrants.gone.includes(answer.unknown.code)) unread.push(answer.unknown);
      continue;
    }
    for (const { GrantId = '', Name, GranteePrincipal, GranteeServicePrincipal, Operations = [] } of (answer.answer ?? []).flatMap(
      (page) => page.Grants ?? [],
    )) {
      found.push({
        arn: `${arn}/grant/${GrantId}`,
        name: `${Name || GrantId.slice(0, 12)} of ${name}`,
        region,
        grantee: GranteePrincipal ?? GranteeServicePrincipal ?? '',
        operations: Operations,
        keyId: KeyId,
      });
    }
  }
  return { found, unread, refs };
}

export const kmsGrant = resource('kms.grant', {
  title: { one: 'KMS grant', many: 'KMS grants' },
  service: 'kms',
  regional: true,
  facts: {
    grantee: Type.String({ description: 'Who may use the key by this grant' }),
    operations: Type.Array(Type.String(), { description: 'What the grant lets its grantee do' }),
  },
  proofs: { outsiders: sentences('Who outside the account gets at the key by this grant') },

  list: listGrants,

  read({ grantee, operations, keyId: KeyId, region }, aws) {
    const listed = aws.pages(kms.ListGrants, { KeyId }, region);
    return { grantee: fact([listed], () => grantee || undefined), operations: given(operations as string[], listed.refs) };
  },

  prove({ grantee, operations, keyId: KeyId, region }, aws, world) {
    const grants = mapAnswer(aws.pages(kms.ListGrants, { KeyId }, region), () => (grantee ? [grantee] : null));
    return {
      outsiders: fact([grants, own(world, grantee)], (who, mine = { accounts: [aws.account] }) =>
        (who ?? [])
          .filter((principal) => isForeign(principal, mine.accounts))
          .map((principal) => `${principal} may ${operations.join(', ')}`),
      ),
    };
  },
});

/** Another account's principal; services of AWS are none. A grantee that names no account is not known to be ours. */
function isForeign(principal: string, accounts: readonly string[]): boolean {
  if (/^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(principal)) return false;
  const account = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1] ?? /^\d{12}$/.exec(principal)?.[0];
  if (account === undefined) return !/^A(ID|RO)A[A-Z0-9]+$/.test(principal);
  return !accounts.includes(account);
}
