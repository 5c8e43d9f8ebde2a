import { Type } from 'typebox';
import type { Assumed } from '../analysis/access/sp-api.ts';
import { accountsNamed, organizationsNamed, outsiders, providersNamed } from '../analysis/access/trust.ts';
import type { PolicyDocument, Statement } from '../analysis/policy/index.ts';
import { iam } from '../calls/iam.ts';
import { codes } from '../facts/codes.ts';
import type { Fact } from '../facts/fact.ts';
import { couldBe, fact, type Reading } from '../facts/read.ts';
import type { Aws } from './aws.ts';
import { directoryOf } from './iam-directory.ts';
import { permissionsOf } from './iam-permissions.ts';
import { SpApiRole, spApiRole } from './iam-sp-api.ts';
import { type Identity, resource } from './resource.ts';
import { Permissions, sentences } from './traits.ts';
import type { World } from './world.ts';

interface Role extends Identity {
  readonly created: string | undefined;
  readonly lastUsed: string | undefined;
}

export const iamRole = resource('iam.role', {
  title: { one: 'IAM role', many: 'IAM roles' },
  service: 'iam',
  facts: {
    unusedDays: Type.Number({
      unit: 'days',
      description: 'Since the role was last used; since it was made, if never. AWS remembers 400 days',
    }),
    changeable: Type.Boolean({
      description: 'Can its rights be changed in this account? Not those of service-linked roles and of IAM Identity Center',
    }),
  },
  proofs: {
    permissions: Permissions,
    trust: Type.Object({ outsiders: sentences('Who outside the account (and the accounts of the same owner) may assume it') }),
    spApi: SpApiRole,
  },

  list: (aws) =>
    aws.list(iam.GetAccountAuthorizationDetails, {}, (page): Role[] =>
      (page.RoleDetailList ?? []).map(({ Arn: arn = '', RoleName: name = '', CreateDate: created, RoleLastUsed }) => ({
        arn,
        name,
        region: '',
        created,
        lastUsed: RoleLastUsed?.LastUsedDate,
      })),
    ),

  read({ arn, created, lastUsed }, aws) {
    const time = lastUsed ?? created;
    return {
      unusedDays: fact([directoryOf(aws)], () => (time === undefined ? undefined : Math.max(0, aws.daysSince(time)))),
      changeable: fact([directoryOf(aws)], (directory) => directory && isChangeable(arn, directory.roles.get(arn)?.trust)),
    };
  },

  prove: (role, aws, world) => ({
    permissions: permissionsOf(role.arn, aws, world),
    trust: { outsiders: trusts(role.arn, aws, world) },
    spApi: spApiRole(role, aws, world),
  }),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html, https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const isChangeable = (arn: string, trust: PolicyDocument | undefined): boolean =>
  !/:role\/(?:aws-service-role\/|aws-reserved\/sso\.amazonaws\.com\/)/.test(arn) &&
  !(/\/AWSReservedSSO_[^/]*$/.test(arn) && isOfIdentityCenter(trust));

/** AWS guards the path; a name alone anybody may give. Then it counts if nobody but Identity Center's own provider may assume the role. */
function isOfIdentityCenter(trust: PolicyDocument | undefined): boolean {
  const statements = trust?.statements ?? [];
  const alone = ({ principals }: Statement): boolean =>
    principals?.not === false && principals.values.every((one) => one.kind === 'federated' && /:saml-provider\/AWSSSO_/.test(one.provider));
  return statements.length > 0 && statements.every(alone);
}

/** Foreign is who is in no account of the owner. What could not be read could make it more, or less: both are tried. */
function trusts(arn: string, aws: Aws, world: World): Fact<string[]> {
  const details = directoryOf(aws);
  const role: Assumed | undefined = 'unknown' in details ? undefined : details.answer?.roles.get(arn);
  const named = role?.trust && {
    accounts: accountsNamed(role.trust),
    organizations: organizationsNamed(role.trust),
    providers: providersNamed(role.trust),
  };
  const every = named?.providers.map((Arn) => ({ Arn, ValidUntil: undefined, CreateDate: undefined })) ?? [];
  const ours = ['', ...(named?.organizations ?? [])].flatMap((id) =>
    ['', ...(named?.accounts ?? [])].map((managementAccount) => ({ id, managementAccount })),
  );
  return fact(
    [
      details,
      couldBe(world.organization, undefined, ...ours),
      couldBe(aws.answer(iam.ListSAMLProviders, {}), { SAMLProviderList: every }, { SAMLProviderList: [] }),
      couldBe(aws.answer(iam.ListOpenIDConnectProviders, {}), { OpenIDConnectProviderList: every }, { OpenIDConnectProviderList: [] }),
    ],
    (_, organization, saml, oidc): Reading<string[]> => {
      if (!role || !named)
        return {
          unknown: [
            {
              operation: iam.GetAccountAuthorizationDetails.id,
              code: codes.malformed,
              note: "the role's trust policy can't be understood",
            },
          ],
        };
      const lists = named.providers.map((provider) =>
        provider.includes(':saml-provider/') ? saml?.SAMLProviderList : oidc?.OpenIDConnectProviderList,
      );
      if (lists.includes(undefined)) return undefined;
      const { sentences: found, unread } = outsiders(role.trust ?? { version: '', statements: [] }, {
        account: aws.account,
        accounts: [...world.trusted.accounts, ...(organization?.managementAccount ? [organization.managementAccount] : [])],
        organization: organization?.id,
        providers: lists.flatMap((list) => (list ?? []).flatMap(({ Arn }) => Arn ?? [])),
      });
      if (unread.length === 0) return [...found];
      const reasons = unread.map((note) => ({
        operation: iam.GetAccountAuthorizationDetails.id,
        code: codes.undecided,
        note: `whom it trusts can't be told: ${note}`,
      }));
      return { unknown: reasons, ...(found.length > 0 && { atLeast: [...found] }) };
    },
  );
}
