import { conditionText, context, matches, type PolicyDocument, type Request, type Statement } from '../policy/index.ts';
import { covers, glob, overlaps } from '../policy/pattern.ts';
import { type Candidate, candidates } from './candidates.ts';
import { STRANGER, throughOwnAccessPoint } from './outsider-keys.ts';
import { type Opening, type Outsider, type Own, outsiderName } from './own.ts';

/** What a policy is asked about. */
export interface Exposed {
  /** The ARNs that are the resource, as globs: a bucket and its objects, a key, a topic. */
  readonly resources: readonly string[];
  readonly own: Own;
  /** The service whose actions count: "s3", "kms", "sns". */
  readonly service: string;
}

export interface PolicyOutsiders {
  readonly openings: readonly Opening[];
  /** Whether the policy leaves it to our own S3 access points who gets in: then their policies must be asked too. */
  readonly delegatesToAccessPoints: boolean;
}

/**
 * Who outside the house gets at a resource by its resource policy: each statement that may let them in and isn't surely undone by a Deny.
 * What limits a statement that is open to everybody, and what doesn't, is after what S3 calls public, and stricter:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * Services of AWS are no outsiders.
 */
export function policyOutsiders(policy: PolicyDocument, exposed: Exposed): PolicyOutsiders {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  return {
    openings: allows.flatMap((statement) => openingsOf(statement, denies, exposed)),
    delegatesToAccessPoints: allows.some((statement) => delegates(statement, denies, exposed)),
  };
}

function openingsOf(statement: Statement, denies: readonly Statement[], exposed: Exposed): readonly Opening[] {
  const openings: Opening[] = [];
  const known = new Set<string>();
  for (const candidate of candidates(statement, denies, exposed.own)) {
    const actions = grantedActions(statement, denies, candidate, exposed).filter((action) => !known.has(action));
    if (actions.length === 0) continue;
    openings.push(opening(candidate.outsider, actions, statement));
    // what everybody may needn't be said of each
    if (candidate.outsider.kind === 'public') for (const action of actions) known.add(action);
  }
  return openings;
}

/** The statement's actions that the candidate may come by, as they are written. */
function grantedActions(
  statement: Statement,
  denies: readonly Statement[],
  { who, context }: Pick<Candidate, 'who' | 'context'>,
  exposed: Exposed,
): readonly string[] {
  return actionSets(statement, exposed.service)
    .filter(({ action }) =>
      resourceSets(statement, exposed.resources).some((resource) => {
        const request: Request = { who, action, resource, context };
        return matches(statement, request) !== 'no' && !denies.some((deny) => matches(deny, request) === 'yes');
      }),
    )
    .map(({ text }) => text);
}

/** What a statement says of actions, each as a set of the service's actions. */
function actionSets({ actions }: Statement, service: string): readonly { readonly text: string; readonly action: string }[] {
  const all = `${service}:*`;
  if (actions.not) return [{ text: `all but ${actions.values.join(', ')}`, action: all }];
  return actions.values
    .filter((value) => overlaps(glob(value.toLowerCase()), glob(all)))
    .map((value) => (covers([glob(all)], glob(value.toLowerCase())) ? { text: value, action: value } : { text: all, action: all }));
}

/** The parts of the resource that a statement is about, as narrow as it says, so that a Deny of the same part covers it. */
function resourceSets({ resources, variables }: Statement, exposed: readonly string[]): readonly string[] {
  if (resources === undefined || resources.not) return exposed;
  const read = resources.values.map((text) => ({ text, set: glob(text), isOpen: variables && text.includes('${') }));
  return exposed.flatMap((whole) => {
    const set = glob(whole);
    const inside = read.filter((value) => !value.isOpen && covers([set], value.set));
    const isBeyond = read.some((value) => value.isOpen || (overlaps(value.set, set) && !inside.includes(value)));
    return isBeyond ? [whole] : inside.map(({ text }) => text);
  });
}

function delegates(statement: Statement, denies: readonly Statement[], exposed: Exposed): boolean {
  const keys = statement.conditions.map(({ key }) => key.toLowerCase());
  if (!keys.includes('s3:dataaccesspointaccount') && !keys.includes('s3:dataaccesspointarn')) return false;
  const stranger = { who: { kind: 'stranger' }, context: context(STRANGER, throughOwnAccessPoint(exposed.own)) } as const;
  return grantedActions(statement, denies, stranger, exposed).length > 0;
}

function opening(who: Outsider, actions: readonly string[], statement: Statement): Opening {
  const { index, sid } = statement;
  const conditions = statement.conditions.map(conditionText);
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  return {
    who,
    actions,
    statement: { index, ...(sid ? { sid } : {}) },
    conditions,
    sentence: `${outsiderName(who)} may ${actionList(actions)} (statement ${sid || index})${where}`,
  };
}

function actionList(actions: readonly string[]): string {
  const shown = actions.slice(0, 5).join(', ');
  return actions.length > 5 ? `${shown} and ${actions.length - 5} more` : shown;
}
