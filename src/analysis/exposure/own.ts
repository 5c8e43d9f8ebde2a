import type { Statement } from '../policy/index.ts';

/** What belongs to the house: nobody in it is an outsider. */
export interface Own {
  /** The account itself, those that the configuration names, and the organisation's management account. */
  readonly accounts: readonly string[];
  /** The own organisation; absent where the account is in none. */
  readonly orgId?: string;
  /** The own canonical user id of S3. */
  readonly canonicalId?: string;
}

/** Somebody outside the house. */
export type Outsider =
  | { readonly kind: 'public' }
  /** An account; `through` a service of AWS that acts for it, where the statement lets it in that way. */
  | { readonly kind: 'account'; readonly account: string; readonly through?: string }
  | { readonly kind: 'organization'; readonly organization: string; readonly through?: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  | { readonly kind: 'cloudFront'; readonly id: string }
  | { readonly kind: 'federated'; readonly provider: string };

/** One way in: a statement, and whom it lets in. */
export interface Opening {
  readonly who: Outsider;
  /** The actions as the statement writes them: "s3:Get*"; for NotAction "all but s3:PutObject". */
  readonly actions: readonly string[];
  readonly statement: Pick<Statement, 'index' | 'sid'>;
  /** What the statement asks for besides: "StringLike aws:Referer https://example.com/*". None of it keeps the outsider out. */
  readonly conditions: readonly string[];
  /** "AWS account 999988887777 may s3:GetObject (statement VendorAccess)". */
  readonly sentence: string;
}

/** How findings name an outsider. */
export function outsiderName(who: Outsider): string {
  switch (who.kind) {
    case 'public':
      return 'anyone on the internet';
    case 'account':
      return `AWS account ${who.account}${through(who)}`;
    case 'organization':
      return `any account of organisation ${who.organization}${through(who)}`;
    case 'canonicalUser':
      return `the AWS account with canonical id ${who.id}`;
    case 'cloudFront':
      return `CloudFront with origin access identity ${who.id}`;
    case 'federated':
      return `identities of ${who.provider}`;
  }
}

function through(who: { readonly through?: string }): string {
  return who.through === undefined ? '' : ` (through ${who.through})`;
}
