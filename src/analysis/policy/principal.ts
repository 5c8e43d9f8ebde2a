import { any, type Tri } from './tri.ts';

/** Whom a Principal element names. */
export type Principal =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'arn'; readonly arn: string; readonly account: string }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  /** A CloudFront origin access identity: of whose distribution, the policy doesn't tell. */
  | { readonly kind: 'cloudFront'; readonly id: string }
  /** Something that AWS's pages don't describe. */
  | { readonly kind: 'unread'; readonly text: string };

/** Who asks: one principal, or a set of them. */
export type Who =
  /** Everybody there is: strangers, anonymous callers, every account's principals, services. */
  | { readonly kind: 'anyone' }
  /** Somebody with no account, or with one that no policy names. */
  | { readonly kind: 'stranger' }
  /** Every principal of an account. Its canonical user ids, where they are known (none: an empty list). */
  | { readonly kind: 'account'; readonly account: string; readonly canonicalIds?: readonly string[] }
  /** One user, role, or role session (`…:assumed-role/role/session`). */
  | { readonly kind: 'principal'; readonly arn: string; readonly account: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  | { readonly kind: 'cloudFront'; readonly id: string }
  | { readonly kind: 'federated'; readonly provider: string };

/**
 * The values under one key of a Principal element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser', values: readonly string[]): readonly Principal[] {
  return values.map((text) => {
    if (type === 'AWS') return awsPrincipal(text);
    if (text === '' || /[*?]/.test(text)) return { kind: 'unread', text };
    if (type === 'Service') return { kind: 'service', service: text };
    if (type === 'Federated') return { kind: 'federated', provider: text };
    return { kind: 'canonicalUser', id: text };
  });
}

function awsPrincipal(text: string): Principal {
  if (text === '*') return { kind: 'everyone' };
  if (/^\d{12}$/.test(text)) return { kind: 'account', account: text };
  // the id stands where the user or role itself is gone; it comes back to nobody
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  if (/^A[A-Z]{2}A[A-Z0-9]+$/.test(text)) return { kind: 'deleted', id: text };
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  const identity = /^arn:[^:*?]+:iam::cloudfront:user\/CloudFront Origin Access Identity (\w+)$/.exec(text)?.[1];
  if (identity !== undefined) return { kind: 'cloudFront', id: identity };
  const account = /^arn:[^:*?]+:(?:iam|sts)::(\d{12}):[^*?]+$/.exec(text)?.[1];
  if (account === undefined) return { kind: 'unread', text };
  return text.endsWith(`:${account}:root`) ? { kind: 'account', account } : { kind: 'arn', arn: text, account };
}

/** Whether a list of principals names who asks: all of them, none, or some. */
export function namesWho(principals: readonly Principal[], who: Who): Tri {
  return any(principals.map((principal) => isWho(principal, who)));
}

/** Whether a principal names who asks: all of them, none, or some. */
export function isWho(principal: Principal, who: Who): Tri {
  if (principal.kind === 'everyone') return 'yes';
  if (principal.kind === 'deleted') return 'no';
  if (who.kind === 'anyone' || principal.kind === 'unread') return 'maybe';
  switch (who.kind) {
    case 'stranger':
      return 'no';
    case 'service':
      return yes(principal.kind === 'service' && principal.service === who.service);
    case 'federated':
      return yes(principal.kind === 'federated' && principal.provider === who.provider);
    case 'cloudFront':
      return yes(principal.kind === 'cloudFront' && principal.id === who.id);
    case 'canonicalUser':
      // an account id or ARN may be the same account as a canonical id; a policy says it one way or the other
      return yes(principal.kind === 'canonicalUser' && principal.id === who.id);
    case 'account':
      if (principal.kind === 'account') return yes(principal.account === who.account);
      if (principal.kind === 'arn') return principal.account === who.account ? 'maybe' : 'no';
      if (principal.kind === 'canonicalUser') return who.canonicalIds ? yes(who.canonicalIds.includes(principal.id)) : 'maybe';
      return principal.kind === 'federated' ? 'maybe' : 'no';
    case 'principal':
      if (principal.kind === 'account') return yes(principal.account === who.account);
      if (principal.kind === 'arn') return sameArn(principal.arn, who.arn);
      // every principal of an account shares its canonical user; which account that is, the policy doesn't tell
      return principal.kind === 'canonicalUser' ? 'maybe' : 'no';
  }
}

/** A role and its sessions: naming the role names them all, naming a session names one of the role's. */
function sameArn(named: string, asking: string): Tri {
  if (named === asking) return 'yes';
  const [theirs, ours] = [roleOf(named), roleOf(asking)];
  if (!theirs || !ours || theirs.account !== ours.account || theirs.role !== ours.role) return 'no';
  if (theirs.session === undefined) return 'yes';
  return ours.session === undefined ? 'maybe' : 'no';
}

/** Role names are unique in an account, whatever their path; a session's ARN leaves the path out. */
function roleOf(arn: string): { readonly account: string; readonly role: string; readonly session?: string } | undefined {
  const [, account, kind, rest] = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(role|assumed-role)\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || rest === undefined) return undefined;
  if (kind === 'role') return { account, role: rest.slice(rest.lastIndexOf('/') + 1) };
  const cut = rest.indexOf('/');
  return cut < 0 ? { account, role: rest } : { account, role: rest.slice(0, cut), session: rest.slice(cut + 1) };
}

function yes(is: boolean): Tri {
  return is ? 'yes' : 'no';
}
