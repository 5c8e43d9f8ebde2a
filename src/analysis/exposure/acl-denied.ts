import type { PolicyDocument, Principal, Statement } from '../policy/index.ts';
import type { Own } from './own.ts';
import { policyOutsiders } from './policy-outsiders.ts';
import type { AclGrant } from './s3-acl.ts';

/**
 * The grants of an access control list that the bucket's policy doesn't surely undo: a Deny there beats the ACL, too. One whose grantee can't
 * be told stays. https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 */
export function grantsNotDenied(grants: readonly AclGrant[], policy: PolicyDocument, arn: string, own: Own): readonly AclGrant[] {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  if (denies.length === 0) return grants;
  return grants.filter((grant) => {
    const statement = asStatement(grant, arn);
    if (!statement) return true;
    const exposed = { resources: [arn, `${arn}/*`], own, service: 's3' };
    return policyOutsiders({ ...policy, statements: [statement, ...denies] }, exposed).openings.length > 0;
  });
}

/** The grant as a policy would say it; undefined where it names nobody. */
function asStatement({ Grantee = {}, Permission = '' }: AclGrant, arn: string): Statement | undefined {
  const { URI, ID } = Grantee;
  const everybody = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/.test(URI ?? '');
  const who: Principal | undefined = everybody ? { kind: 'everyone' } : ID && !URI ? { kind: 'canonicalUser', id: ID } : undefined;
  if (!who) return undefined;
  const { actions, resources } = rights(Permission, arn);
  const listed = <T>(values: readonly T[]) => ({ not: false, values });
  return {
    index: 0,
    effect: 'Allow',
    principals: listed([who]),
    actions: listed(actions),
    resources: listed(resources),
    conditions: [],
    variables: false,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping */
function rights(permission: string, arn: string): { readonly actions: readonly string[]; readonly resources: readonly string[] } {
  switch (permission) {
    case 'READ':
      return { actions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], resources: [arn] };
    case 'WRITE':
      return { actions: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'], resources: [`${arn}/*`] };
    case 'READ_ACP':
      return { actions: ['s3:GetBucketAcl'], resources: [arn] };
    case 'WRITE_ACP':
      return { actions: ['s3:PutBucketAcl'], resources: [arn] };
    default:
      return { actions: ['s3:*'], resources: [arn, `${arn}/*`] };
  }
}
