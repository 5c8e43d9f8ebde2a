import { isAwsCanonicalUser } from './aws-accounts.ts';

/** One grant of an S3 access control list, as S3 answers it. */
export interface AclGrant {
  readonly Grantee?:
    | {
        readonly Type?: string | undefined;
        readonly URI?: string | undefined;
        readonly ID?: string | undefined;
        readonly EmailAddress?: string | undefined;
      }
    | undefined;
  readonly Permission?: string | undefined;
}

/** Whom an access control list lets in, a sentence a grant: the public, and other accounts. Who can't be told stands in both. */
export interface AclOutsiders {
  readonly public: readonly string[];
  readonly foreign: readonly string[];
}

/**
 * Who outside the house gets at a bucket by its access control list. `owner`: the canonical ids that are ours, the list's Owner among them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
export function aclOutsiders(grants: readonly AclGrant[], owner: readonly string[]): AclOutsiders {
  const granted = grants.map((grant) => ({ who: granteeOf(grant, owner), permission: grant.Permission ?? 'something' }));
  const of = (kind: 'public' | 'foreign') =>
    granted.flatMap(({ who, permission }) =>
      who?.kind === kind || who?.kind === 'either' ? [`${who.name} may ${may(permission)} (ACL: ${permission})`] : [],
    );
  return { public: of('public'), foreign: of('foreign') };
}

const GROUPS = /^https?:\/\/acs\.amazonaws\.com\/groups\/(global\/AllUsers|global\/AuthenticatedUsers|s3\/LogDelivery)$/;

/** `either`: it may be everybody, which Block Public Access tames, or another account, which it does not. */
interface Outsider {
  readonly kind: 'public' | 'foreign' | 'either';
  readonly name: string;
}

/** `undefined`: the owner, or AWS itself. A grantee that isn't known is taken for somebody else; one that isn't named could be everybody. */
function granteeOf({ Grantee = {} }: AclGrant, owner: readonly string[]): Outsider | undefined {
  const { Type, URI, ID, EmailAddress } = Grantee;
  switch (GROUPS.exec(URI ?? '')?.[1]) {
    case 'global/AllUsers':
      return { kind: 'public', name: 'anyone on the internet' };
    case 'global/AuthenticatedUsers':
      return { kind: 'public', name: 'everybody who has an AWS account' };
    case 's3/LogDelivery':
      return undefined;
  }
  if (URI) return { kind: 'either', name: `the group ${URI}` };
  if (Type === 'Group') return { kind: 'either', name: 'a group that the list does not name' };
  if (ID)
    return owner.includes(ID) || isAwsCanonicalUser(ID) ? undefined : { kind: 'foreign', name: `the AWS account with canonical id ${ID}` };
  if (EmailAddress) return { kind: 'foreign', name: `the AWS account of ${EmailAddress}` };
  return { kind: 'either', name: 'somebody that the list does not name' };
}

function may(permission: string): string {
  return MAY.get(permission) ?? `use ${permission}`;
}

/** What a grant on a bucket lets one do. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const MAY: ReadonlyMap<string, string> = new Map([
  ['READ', 'list the objects'],
  ['WRITE', 'write and overwrite objects'],
  ['READ_ACP', 'read the ACL'],
  ['WRITE_ACP', 'change the ACL'],
  ['FULL_CONTROL', 'list, write and overwrite objects, and change the ACL'],
]);

/** Whether an access control list lets somebody write objects who is neither the owner nor a log service of AWS. */
export const aclLetsOthersWrite = (grants: readonly AclGrant[], owner: string | undefined): boolean =>
  grants.some(
    (grant) =>
      (grant.Permission === 'WRITE' || grant.Permission === 'FULL_CONTROL') &&
      granteeOf(grant, owner === undefined ? [] : [owner]) !== undefined,
  );

/** Whether an access control list lets S3 deliver access logs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export function aclLogDelivery(grants: readonly AclGrant[]): boolean {
  const has = (permission: string): boolean =>
    grants.some(
      ({ Grantee, Permission }) =>
        GROUPS.exec(Grantee?.URI ?? '')?.[1] === 's3/LogDelivery' && (Permission === permission || Permission === 'FULL_CONTROL'),
    );
  return has('WRITE') && has('READ_ACP');
}
