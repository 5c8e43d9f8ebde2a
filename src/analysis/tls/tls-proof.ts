import {
  ABSENT,
  conditionText,
  context,
  type KeyState,
  type Listed,
  matches,
  type PolicyDocument,
  partsOf,
  type Request,
  type Statement,
  statementName,
} from '../policy/index.ts';

export interface TlsProof {
  /** Every request without TLS is denied, to the bucket and to every object. */
  readonly httpsOnly: boolean;
  /** What can still connect without TLS and why, a sentence each; none when `httpsOnly`. */
  readonly openings: readonly string[];
  /** The oldest version of TLS that gets in. AWS's own endpoints refuse what is older than 1.2. */
  readonly minVersion: '1.2' | '1.3';
}

/** The ARNs that a bucket's policy is about: `arn:aws:s3:::bucket`, and its objects, `arn:aws:s3:::bucket/*`. */
export interface BucketArns {
  readonly bucket: string;
  readonly objects: string;
}

/**
 * Whether a bucket's policy shuts out plain HTTP: one Deny that surely covers everybody, every action, and nothing but the lack of TLS asked for;
 * for the bucket and for its objects, in one statement or two. No policy: `undefined`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html and, for versions,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html
 */
export function tlsProof(policy: PolicyDocument | undefined, arns: BucketArns): TlsProof {
  const open = PARTS.filter((part) => !isDenied(policy, plainHttp(arns[part])));
  return {
    httpsOnly: open.length === 0,
    openings: open.length === 0 ? [] : openings(policy, arns, open),
    minVersion: PARTS.every((part) => isDenied(policy, overTls(arns[part], '1.2'))) ? '1.3' : '1.2',
  };
}

type Part = keyof BucketArns;
const PARTS: readonly Part[] = ['bucket', 'objects'];
const SECURE = 'aws:securetransport';
const VERSION = 's3:tlsversion';

function plainHttp(resource: string): Request {
  return everything(resource, { [SECURE]: { values: ['false'] }, [VERSION]: ABSENT });
}

function overTls(resource: string, version: string): Request {
  return everything(resource, { [SECURE]: { values: ['true'] }, [VERSION]: { values: [version] } });
}

function everything(resource: string, keys: Readonly<Record<string, KeyState>>): Request {
  return { who: { kind: 'anyone' }, action: 's3:*', resource, context: context(keys) };
}

/** A statement without a principal has no place in a bucket's policy, and isn't relied on. */
function denies(policy: PolicyDocument | undefined): readonly Statement[] {
  return (policy?.statements ?? []).filter(({ effect, principals }) => effect === 'Deny' && principals !== undefined);
}

function isDenied(policy: PolicyDocument | undefined, request: Request): boolean {
  return denies(policy).some((statement) => matches(statement, request) === 'yes');
}

function openings(policy: PolicyDocument | undefined, arns: BucketArns, open: readonly Part[]): readonly string[] {
  const where = open.length === 2 ? 'the bucket and its objects' : open[0] === 'bucket' ? 'the bucket itself' : 'the objects';
  if (policy === undefined || policy.statements.length === 0) return [`no policy denies plain HTTP to ${where}`];
  const attempts = policy.statements.filter(isAboutTls);
  const whys = attempts.flatMap((statement) => shortcomings(statement, arns, open).map((why) => `${statementName(statement)} ${why}`));
  return whys.length > 0 ? whys : [`no statement denies plain HTTP to ${where}`];
}

function isAboutTls({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => [SECURE, VERSION].includes(key.toLowerCase()));
}

/** Why a statement doesn't shut plain HTTP out of what is still open. */
function shortcomings(statement: Statement, arns: BucketArns, open: readonly Part[]): readonly string[] {
  if (statement.effect === 'Allow') return ['only allows requests over TLS: it denies nobody who is allowed otherwise'];
  const parts = open.map((part) => ({ part, ...partsOf(statement, plainHttp(arns[part])) }));
  const [any] = parts;
  const missed = parts.filter(({ resource }) => resource !== 'yes').map(({ part }) => part);
  return [
    ...(any?.who === 'yes' && statement.principals ? [] : ['does not deny everybody']),
    ...(any?.action === 'yes' ? [] : [actionWhy(statement.actions)]),
    ...missed.map((part) => (part === 'bucket' ? 'leaves out the bucket itself' : 'leaves out objects')),
    ...(any?.conditions ?? []).filter(({ holds }) => holds !== 'yes').map(({ condition }) => conditionWhy(condition)),
  ];
}

function conditionWhy(condition: Statement['conditions'][number]): string {
  if (condition.key.toLowerCase() === VERSION) return 'looks at the version of TLS, which plain HTTP does not have';
  if (condition.key.toLowerCase() === SECURE) return `does not deny plain HTTP with its condition ${conditionText(condition)}`;
  return `denies only where ${conditionText(condition)}`;
}

function actionWhy({ not, values }: Listed): string {
  return not ? `leaves out ${values.join(', ')}` : `denies ${values.join(', ')} only`;
}
