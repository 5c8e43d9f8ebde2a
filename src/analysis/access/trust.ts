import {
  ABSENT,
  any,
  CHOSEN,
  context,
  decide,
  type KeyState,
  type PolicyDocument,
  type Principal,
  principalKeys,
  type Statement,
  statementName,
  type Tri,
  type Who,
} from '../policy/index.ts';
import { strangersToken } from './web-identity.ts';

/** Who and what is not foreign to an account. */
export interface Own {
  readonly account: string;
  /** Other accounts of the same owner, the organization's management account with them. */
  readonly accounts: readonly string[];
  /** The organization of the account; undefined where it is in none. */
  readonly organization: string | undefined;
  /** ARNs of the identity providers that exist in the account. */
  readonly providers: readonly string[];
}

/** Who may assume a role and should not, as sentences; and principals that AWS's pages don't describe. */
export interface Outsiders {
  readonly sentences: readonly string[];
  readonly unread: readonly string[];
}

/**
 * Reads a role's trust policy for those outside the account who may assume it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function outsiders(trust: PolicyDocument, own: Own): Outsiders {
  const sentences: string[] = [];
  const unread: string[] = [];
  for (const statement of trust.statements) {
    if (statement.effect !== 'Allow' || !statement.principals) continue;
    const open = (request: Asked): boolean => mayAssume(trust, statement, request) !== 'no';
    if (statement.principals.not) {
      sentences.push(`${statementName(statement)} trusts everybody but those that it names`);
      continue;
    }
    for (const principal of statement.principals.values) {
      if (principal.kind === 'unread') unread.push(`${statementName(statement)} names ${principal.text}`);
      else
        sentences.push(
          ...byPrincipal(principal, statement, trust, own, open).map((words) => `${statementName(statement)} trusts ${words}`),
        );
      if (principal.kind !== 'everyone') continue;
      const bearers = any(asFederated.map((asked) => mayAssume(trust, statement, asked)));
      if (bearers === 'yes') sentences.push(`${statementName(statement)} trusts everybody (*) whom an identity provider knows`);
      if (bearers === 'maybe') unread.push(`${statementName(statement)} names * and sets conditions on what identity providers say`);
    }
  }
  return { sentences: [...new Set(sentences)], unread };
}

interface Asked {
  readonly who: Who;
  readonly action: string;
  readonly keys: Readonly<Record<string, KeyState>>;
}

/** May they assume the role through this statement, past whatever is denied? */
function mayAssume({ statements }: PolicyDocument, statement: Statement, { who, action, keys }: Asked): Tri {
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  return decide([statement, ...denies], { who, action, resource: '*', context: context(principalKeys(who), keys) }).allowed;
}

function byPrincipal(
  principal: Principal,
  statement: Statement,
  trust: PolicyDocument,
  own: Own,
  open: (asked: Asked) => boolean,
): readonly string[] {
  switch (principal.kind) {
    case 'everyone':
      return byEverybody(statement, own, open);
    case 'account':
    case 'arn': {
      const { account } = principal;
      if (isOwn(account, own)) return [];
      const who: Who = principal.kind === 'arn' ? { kind: 'principal', arn: principal.arn, account } : { kind: 'account', account };
      return open(asForeign(who)) ? [foreignWords(account)] : [];
    }
    case 'federated':
      return byProvider(principal.provider, trust, own, open);
    default:
      return [];
  }
}

const isOwn = (account: string, own: Own): boolean => account === own.account || own.accounts.includes(account);

/** `*`: everybody whom no condition shuts out. An external id is known to others than those of whom one thinks, so alone it limits nobody here. */
function byEverybody(statement: Statement, own: Own, open: (asked: Asked) => boolean): readonly string[] {
  const strangers = (keys: Readonly<Record<string, KeyState>>): Asked => ({
    who: { kind: 'stranger' },
    action: 'sts:AssumeRole',
    keys: { ...strangerKeys, ...keys },
  });
  if (open(strangers(otherOrganization))) return ['everybody (*)'];
  const organizations = organizationsNamed({ statements: [statement] })
    .filter((id) => id !== own.organization)
    .filter((id) => open(strangers({ 'aws:PrincipalOrgID': { values: [id] }, 'aws:PrincipalOrgPaths': { like: `${id}/*` } })));
  const accounts = numbersIn(statement).filter((account) => !isOwn(account, own) && open(asForeign({ kind: 'account', account })));
  return [...organizations.map((id) => `everybody in the organization ${id}`), ...accounts.map(foreignWords)];
}

const strangerKeys: Readonly<Record<string, KeyState>> = {
  'sts:ExternalId': CHOSEN,
  'aws:PrincipalAccount': { other: 'id' },
  'aws:PrincipalArn': { other: 'arn' },
  'aws:userid': { other: 'userid' },
  'aws:SourceVpc': { oneOf: [ABSENT, { other: 'id' }] },
  'aws:SourceVpce': { oneOf: [ABSENT, { other: 'id' }] },
  'aws:SourceAccount': ABSENT,
  'aws:SourceArn': ABSENT,
  'aws:SourceOrgID': ABSENT,
  'aws:SourceIp': { publicAddress: true },
};

/** No organization, or one that no policy names. */
const otherOrganization: Readonly<Record<string, KeyState>> = {
  'aws:PrincipalOrgID': { oneOf: [ABSENT, { other: 'id' }] },
  'aws:PrincipalOrgPaths': { oneOf: [ABSENT, { other: 'path' }] },
};

/** A foreign principal who says no external id, or not the right one, and is in no organization that a policy names. */
const asForeign = (who: Who): Asked => ({
  who,
  action: 'sts:AssumeRole',
  keys: { ...otherOrganization, 'sts:ExternalId': { oneOf: [ABSENT, { other: 'id' }] } },
});

/**
 * Whoever has a token or an assertion: of AWS's own making he is nobody, so no account and no organization is his.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
const asFederated: readonly Asked[] = ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'].map((action) => ({
  who: { kind: 'anyone' },
  action,
  keys: {
    ...strangerKeys,
    'sts:ExternalId': ABSENT,
    'aws:PrincipalAccount': ABSENT,
    'aws:PrincipalArn': ABSENT,
    'aws:PrincipalOrgID': ABSENT,
    'aws:PrincipalOrgPaths': ABSENT,
    'aws:userid': ABSENT,
    'aws:MultiFactorAuthPresent': ABSENT,
  },
}));

const foreignWords = (account: string): string => `the account ${account} without external id or organization as condition`;

const numbersIn = ({ conditions }: Statement): readonly string[] => [
  ...new Set(conditions.flatMap(({ values }) => values.flatMap((value) => value.match(/(?<!\d)\d{12}(?!\d)/g) ?? []))),
];

/** Ids of the organizations that a trust policy's conditions name. */
export const organizationsNamed = ({ statements }: Pick<PolicyDocument, 'statements'>): readonly string[] => [
  ...new Set(
    statements
      .flatMap(({ conditions }) => conditions.filter(({ key }) => /^aws:PrincipalOrg(?:ID|Paths)$/i.test(key)))
      .flatMap(({ values }) => values.flatMap((value) => /^o-[^/*?$]+/.exec(value)?.[0] ?? [])),
  ),
];

/** Numbers of the accounts that a trust policy names, as principals or in conditions. */
export const accountsNamed = ({ statements }: PolicyDocument): readonly string[] => [
  ...new Set(
    statements.flatMap((statement) => [
      ...(statement.principals?.values.flatMap((principal) => ('account' in principal ? [principal.account] : [])) ?? []),
      ...numbersIn(statement),
    ]),
  ),
];

/** Identity providers that a trust policy names by ARN. */
export const providersNamed = ({ statements }: PolicyDocument): readonly string[] => [
  ...new Set(
    statements
      .flatMap(({ principals }) => principals?.values ?? [])
      .flatMap((principal) => (principal.kind === 'federated' && principal.provider.startsWith('arn:') ? [principal.provider] : [])),
  ),
];

function byProvider(provider: string, trust: PolicyDocument, own: Own, open: (asked: Asked) => boolean): readonly string[] {
  const [, account, kind, name = ''] = /^arn:[^:]+:iam::(\d{12}):(oidc-provider|saml-provider)\/(.+)$/.exec(provider) ?? [];
  if (account !== undefined && account !== own.account) return [`an identity provider of the account ${account}`];
  if (account !== undefined && !own.providers.includes(provider))
    return [`the identity provider ${name}, which does not exist: whoever makes one of that name gets in`];
  if (kind === 'saml-provider') return [];
  const url = kind === 'oidc-provider' ? name : provider;
  const asked: Asked = { who: { kind: 'anyone' }, action: 'sts:AssumeRoleWithWebIdentity', keys: strangersToken(url, trust) };
  return open(asked) ? [`everybody who has a token of ${url}: no condition says whose (sub, aud)`] : [];
}
