import { type Context, context, type Statement, type Who } from '../policy/index.ts';
import { isAwsAccount, isAwsCanonicalUser } from './aws-accounts.ts';
import {
  accountKeys,
  FROM_ANYWHERE,
  type Keys,
  organizationKeys,
  STRANGER,
  serviceForAccountKeys,
  serviceForOrganizationKeys,
  untoldKeys,
} from './outsider-keys.ts';
import type { Outsider, Own } from './own.ts';

/** Somebody outside the house who may get in by a statement, as the evaluator asks about them. */
export interface Candidate {
  readonly outsider: Outsider;
  readonly who: Who;
  readonly context: Context;
}

export const PUBLIC: Candidate = { outsider: { kind: 'public' }, who: { kind: 'stranger' }, context: context(STRANGER) };

/**
 * Whom a statement could let in: everybody, and each outsider that it names. A Deny may leave somebody out, so whom the Denies name is asked for too.
 */
export function candidates(statement: Statement, denies: readonly Statement[], own: Own): readonly Candidate[] {
  const named = namedIn([statement]);
  const spared = without(namedIn(denies), named);
  return [
    PUBLIC,
    ...direct(named, own, {}),
    // a statement that doesn't name them lets them in only from where it lets in everybody
    ...direct(spared, own, FROM_ANYWHERE),
    ...services(statement).flatMap((service) => [...through(service, named, own), ...through(service, spared, own)]),
  ];
}

interface Names {
  readonly accounts: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  readonly others: readonly Extract<Outsider, { kind: 'canonicalUser' | 'cloudFront' | 'federated' }>[];
}

function direct(names: Names, own: Own, from: Keys): readonly Candidate[] {
  return [
    ...foreignAccounts(names, own).map(
      (account): Candidate => ({
        outsider: { kind: 'account', account },
        who: { kind: 'account', account, canonicalIds: [] },
        context: context(accountKeys(account, own), from),
      }),
    ),
    ...foreignOrganizations(names, own).map(
      (organization): Candidate => ({
        outsider: { kind: 'organization', organization },
        who: { kind: 'stranger' },
        context: context(organizationKeys(organization), from),
      }),
    ),
    ...names.others
      .filter((who) => who.kind !== 'canonicalUser' || !(who.id === own.canonicalId || isAwsCanonicalUser(who.id)))
      .map((who): Candidate => ({ outsider: who, who, context: context(untoldKeys(own), from) })),
  ];
}

/** A service by itself is AWS's, and no outsider; one that a statement ties to somebody else's account or organisation is that one's hand. */
function through(service: string, names: Names, own: Own): readonly Candidate[] {
  const who: Who = { kind: 'service', service };
  return [
    ...foreignAccounts(names, own).map(
      (account): Candidate => ({
        outsider: { kind: 'account', account, through: service },
        who,
        context: context(serviceForAccountKeys(account, own)),
      }),
    ),
    ...foreignOrganizations(names, own).map(
      (organization): Candidate => ({
        outsider: { kind: 'organization', organization, through: service },
        who,
        context: context(serviceForOrganizationKeys(organization)),
      }),
    ),
  ];
}

function services({ principals, conditions }: Statement): readonly string[] {
  if (!conditions.some(({ key }) => SOURCE_KEYS.has(key.toLowerCase()))) return [];
  const named = (principals?.values ?? []).flatMap((principal) => (principal.kind === 'service' ? [principal.service] : []));
  return principals?.not || principals?.values.some(({ kind }) => kind === 'everyone') ? [...named, 'a service of AWS'] : named;
}

function foreignAccounts({ accounts }: Names, own: Own): readonly string[] {
  return [...accounts].filter((account) => !own.accounts.includes(account) && !isAwsAccount(account));
}

function foreignOrganizations({ organizations }: Names, own: Own): readonly string[] {
  return [...organizations].filter((organization) => organization !== own.orgId);
}

const SOURCE_KEYS: ReadonlySet<string> = new Set(
  ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOwner', 'aws:SourceOrgID', 'aws:SourceOrgPaths'].map((key) => key.toLowerCase()),
);

/** The keys by whose values a condition can let in an account or an organisation. */
const NAMING_KEYS: ReadonlySet<string> = new Set([
  ...SOURCE_KEYS,
  ...[
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:userid',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:VpceOrgPaths',
    'kms:CallerAccount',
    's3:DataAccessPointAccount',
    's3:DataAccessPointArn',
  ].map((key) => key.toLowerCase()),
]);

function namedIn(statements: readonly Statement[]): Names {
  const principals = statements.flatMap((statement) => statement.principals?.values ?? []);
  const values = statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => NAMING_KEYS.has(key.toLowerCase())).flatMap((condition) => condition.values),
  );
  return {
    accounts: new Set([
      ...principals.flatMap((principal) => (principal.kind === 'account' || principal.kind === 'arn' ? [principal.account] : [])),
      ...values.flatMap((value) => value.match(/(?<!\d)\d{12}(?!\d)/g) ?? []),
    ]),
    organizations: new Set(values.flatMap((value) => /^o-[a-z0-9]+(?=$|\/)/.exec(value)?.[0] ?? [])),
    others: principals.flatMap((principal) =>
      principal.kind === 'canonicalUser' || principal.kind === 'cloudFront' || principal.kind === 'federated' ? [principal] : [],
    ),
  };
}

function without(names: Names, known: Names): Names {
  return {
    accounts: new Set([...names.accounts].filter((account) => !known.accounts.has(account))),
    organizations: new Set([...names.organizations].filter((organization) => !known.organizations.has(organization))),
    others: names.others.filter((who) => !known.others.some((other) => JSON.stringify(other) === JSON.stringify(who))),
  };
}
