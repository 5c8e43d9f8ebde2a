import { ABSENT, CHOSEN, type KeyState, UNKNOWN } from '../policy/index.ts';
import type { Own } from './own.ts';

/** Condition keys and what they can be. */
export type Keys = Readonly<Record<string, KeyState>>;

const otherOrNone = (other: 'id' | 'arn' | 'userid' | 'path'): KeyState => ({ oneOf: [ABSENT, { other }] });

/** What whoever asks can pick freely. */
const FREE: Keys = {
  'aws:Referer': CHOSEN,
  'aws:UserAgent': CHOSEN,
  'aws:username': CHOSEN,
  'aws:PrincipalTag/*': CHOSEN,
  'aws:SecureTransport': CHOSEN,
  'kms:ViaService': CHOSEN,
};

/** Who asks is no service. Anonymous requests don't carry the first of these. */
const NO_SERVICE: Keys = {
  'aws:PrincipalIsAWSService': { oneOf: [ABSENT, { values: ['false'] }] },
  'aws:PrincipalServiceName': ABSENT,
  'aws:PrincipalServiceNamesList': ABSENT,
};

const NO_SOURCE: Keys = {
  'aws:SourceAccount': ABSENT,
  'aws:SourceArn': ABSENT,
  'aws:SourceOrgID': ABSENT,
  'aws:SourceOrgPaths': ABSENT,
};

/** Where a stranger's request comes from: any address of the internet, or a VPC of the stranger's own. */
export const FROM_ANYWHERE: Keys = {
  'aws:SourceIp': { oneOf: [ABSENT, { publicAddress: true }] },
  'aws:SourceVpc': otherOrNone('id'),
  'aws:SourceVpce': otherOrNone('id'),
  'aws:VpceAccount': otherOrNone('id'),
  'aws:VpceOrgID': otherOrNone('id'),
  'aws:VpceOrgPaths': otherOrNone('path'),
  's3:DataAccessPointAccount': otherOrNone('id'),
  's3:DataAccessPointArn': otherOrNone('arn'),
};

/**
 * Somebody whom no policy can have meant: no AWS account, or one that's named nowhere; or a service of AWS that acts for such a one.
 * Which key is there when: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const STRANGER: Keys = {
  ...FREE,
  ...FROM_ANYWHERE,
  ...NO_SERVICE,
  'aws:PrincipalAccount': otherOrNone('id'),
  'aws:PrincipalArn': otherOrNone('arn'),
  'aws:PrincipalOrgID': otherOrNone('id'),
  'aws:PrincipalOrgPaths': otherOrNone('path'),
  'aws:userid': otherOrNone('userid'),
  'aws:SourceAccount': otherOrNone('id'),
  'aws:SourceOwner': otherOrNone('id'),
  'aws:SourceArn': otherOrNone('arn'),
  'aws:SourceOrgID': otherOrNone('id'),
  'aws:SourceOrgPaths': otherOrNone('path'),
  'kms:CallerAccount': otherOrNone('id'),
};

/** The principals of an account outside the house. */
export function accountKeys(account: string, own: Own): Keys {
  return {
    ...FREE,
    ...NO_SOURCE,
    ...NO_SERVICE,
    ...notOwnOrganization('aws:Principal', own),
    'aws:PrincipalIsAWSService': { values: ['false'] },
    'aws:PrincipalAccount': { values: [account] },
    'aws:PrincipalArn': { arnOf: account },
    'aws:SourceOwner': { values: [account] },
    'kms:CallerAccount': { values: [account] },
  };
}

/** The principals of all the accounts of an organisation that isn't ours. */
export function organizationKeys(organization: string): Keys {
  return {
    ...STRANGER,
    ...NO_SOURCE,
    'aws:PrincipalIsAWSService': { values: ['false'] },
    'aws:PrincipalOrgID': { values: [organization] },
    'aws:PrincipalOrgPaths': { like: `${organization}/*` },
  };
}

/** An account that the policy doesn't tell, and that isn't one of ours. */
export function untoldKeys(own: Own): Keys {
  return {
    ...FREE,
    ...NO_SOURCE,
    ...NO_SERVICE,
    ...notOwnOrganization('aws:Principal', own),
    'aws:PrincipalAccount': { anyBut: own.accounts },
  };
}

/** A service of AWS that acts for an account outside the house. */
export function serviceForAccountKeys(account: string, own: Own): Keys {
  return {
    ...AS_SERVICE,
    ...notOwnOrganization('aws:Source', own),
    'aws:SourceAccount': { values: [account] },
    'aws:SourceOwner': { values: [account] },
    'aws:SourceArn': { arnOf: account },
  };
}

/** A service of AWS that acts for any account of an organisation that isn't ours. */
export function serviceForOrganizationKeys(organization: string): Keys {
  return {
    ...AS_SERVICE,
    'aws:SourceAccount': { other: 'id' },
    'aws:SourceArn': { other: 'arn' },
    'aws:SourceOrgID': { values: [organization] },
    'aws:SourceOrgPaths': { like: `${organization}/*` },
  };
}

const AS_SERVICE: Keys = {
  'aws:PrincipalIsAWSService': { values: ['true'] },
  'aws:PrincipalAccount': ABSENT,
  'aws:PrincipalArn': ABSENT,
  'aws:PrincipalOrgID': ABSENT,
  'aws:PrincipalOrgPaths': ABSENT,
};

function notOwnOrganization(prefix: 'aws:Principal' | 'aws:Source', { orgId }: Own): Keys {
  const butOwn = (suffix: string): KeyState => (orgId === undefined ? UNKNOWN : { anyBut: [`${orgId}${suffix}`] });
  return { [`${prefix}OrgID`]: butOwn(''), [`${prefix}OrgPaths`]: butOwn('/*') };
}

/** Through an access point of our own: its policy then says who. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html */
export function throughOwnAccessPoint({ accounts }: Own): Keys {
  return {
    's3:DataAccessPointAccount': { oneOf: accounts.map((account) => ({ values: [account] })) },
    's3:DataAccessPointArn': { oneOf: accounts.map((account) => ({ arnOf: account })) },
  };
}
