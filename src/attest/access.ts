import type { Bearer } from '../analysis/access/bearer.ts';
import type { Answer } from '../facts/fact.ts';
import type { AuditedResource, AuditedType } from '../findings/audited.ts';
import { markdownTable } from '../report/markdown.ts';
import type { Aws } from '../resources/aws.ts';
import { type Directory, directoryOf } from '../resources/iam-directory.ts';
import { agoWords, factOf, words, yesNo } from './fact-words.ts';

/** Who there is in IAM, what each may do, and when each was last used: the part of an access review that a snapshot can fill in. */
export function accessSection(types: readonly AuditedType[], aws: Aws): string {
  const directory = directoryOf(aws);
  const of = (type: string): readonly AuditedResource[] => types.find((one) => one.type.type === type)?.resources ?? [];
  const keys = of('iam.access-key');
  const users = of('iam.user').map((user) => userRow(user, keys, directory));
  const own = of('iam.role').filter((role) => !isOfAws(role));
  const roles = own.map((role) => [role.identity.name, rights(role, directory), words(role.facts, 'unusedDays', agoWords), '']);
  const root = of('iam.root').map(({ facts }) => [
    'root',
    'everything',
    words(facts, 'hasMfa', yesNo),
    words(facts, 'hasAccessKeys', yesNo),
    words(facts, 'daysSinceUse', agoWords),
    '',
  ]);
  const others = of('iam.role').length - own.length;
  return [
    `## Who has access in AWS\n\nFilled in from account ${aws.account} as it was on ${aws.asOf.toISOString().slice(0, 16).replace('T', ' ')} UTC. Write into the last column: keep, change or remove.`,
    ...unreadLines(types),
    `### Users\n\n${markdownTable(['User', 'What it may do', 'Console password', 'MFA', 'Last console log-in', 'Access keys', 'Decision'], users, 'No IAM users were found.')}`,
    `### Root user\n\n${markdownTable(['User', 'What it may do', 'MFA', 'Access keys', 'Last used', 'Decision'], root, 'It could not be read.')}`,
    `### Roles\n\n${markdownTable(['Role', 'What it may do', 'Last used', 'Decision'], roles, 'No roles were found.')}${others > 0 ? `\n\nBeside them ${others} ${others === 1 ? 'role' : 'roles'} that AWS services or IAM Identity Center keep; review the people behind them in Identity Center.` : ''}`,
  ].join('\n\n');
}

const concerned = ['iam.user', 'iam.role', 'iam.root', 'iam.access-key'];

/** A list that could not be read whole must not look like one that was. */
const unreadLines = (types: readonly AuditedType[]): readonly string[] =>
  types
    .filter(({ type, unread }) => concerned.includes(type.type) && unread.length > 0)
    .map(
      ({ type, unread }) =>
        `**Not all ${type.title.many} could be listed** (${[...new Set(unread.map(({ operation, code }) => `${operation}: ${code}`))].join(', ')}). Complete the list by hand.`,
    );

/** Not to be changed in this account: service-linked roles and those of IAM Identity Center. */
function isOfAws(role: AuditedResource): boolean {
  const changeable = factOf(role.facts, 'changeable');
  return changeable !== undefined && 'value' in changeable && changeable.value === false;
}

function userRow(user: AuditedResource, keys: readonly AuditedResource[], directory: Answer<Directory>): readonly string[] {
  const { identity, facts } = user;
  const hasPassword = factOf(facts, 'hasPassword');
  const noPassword = hasPassword !== undefined && 'value' in hasPassword && hasPassword.value === false;
  const own = keys
    .filter((key) => key.identity.arn.startsWith(`${identity.arn}/access-key/`))
    .map(({ identity: { arn }, facts: key }) => {
      const active = words(key, 'active', (value) => (value === true ? 'active' : 'inactive'));
      return `${arn.slice(arn.lastIndexOf('/') + 1)} ${active}, ${words(key, 'ageDays', (days) => `${String(days)} days old`)}, last used ${words(key, 'unusedDays', agoWords)}`;
    });
  return [
    identity.name,
    rights(user, directory),
    words(facts, 'hasPassword', yesNo),
    words(facts, 'hasMfa', yesNo),
    noPassword ? 'no password' : words(facts, 'passwordUnusedDays', agoWords),
    own.join('; ') || 'none found',
    '',
  ];
}

/** What a policy's breadth comes to, by the fact that proves it. */
const broad: readonly (readonly [path: string, means: string])[] = [
  ['permissions.administrator', 'may do everything'],
  ['permissions.escalation', 'can make itself administrator'],
];

/** The most actions of a policy that a cell names. */
const most = 5;

/** Each policy with the actions that it allows: `inline policy Orders (s3:GetObject, s3:PutObject)`. What it denies takes away, and is not told here. */
function byPolicy({ granted }: Bearer): readonly string[] {
  const actions = new Map<string, string[]>();
  for (const { policy, statement } of granted) {
    const of = actions.get(policy) ?? [];
    actions.set(policy, of);
    const { effect, actions: named } = statement;
    if (effect === 'Allow') of.push(...(named.not ? [`everything but ${named.values.join(' and ')}`] : named.values));
  }
  return [...actions].map(([policy, all]) => {
    const allowed = [...new Set(all)];
    const more = allowed.length > most ? `, and ${allowed.length - most} more` : '';
    return allowed.length === 0 ? policy : `${policy} (${allowed.slice(0, most).join(', ')}${more})`;
  });
}

/** The policies that someone bears, by name, and what is broad in them. */
function rights({ identity, facts }: AuditedResource, directory: Answer<Directory>): string {
  if ('unknown' in directory) return `not read (${directory.unknown.operation}: ${directory.unknown.code})`;
  const bearer: Bearer | undefined = directory.answer?.users.get(identity.arn) ?? directory.answer?.roles.get(identity.arn);
  if (!bearer) return 'not read';
  const policies = [...byPolicy(bearer), ...bearer.unread.map((policy) => `${policy} (not read)`)].sort();
  const approved = factOf(facts, 'permissions.approved');
  const reason = approved && 'value' in approved && approved.value !== '' ? [`may administer: ${String(approved.value)}`] : [];
  const found = broad.flatMap(([path, means]) => {
    const fact = factOf(facts, path);
    if (!fact) return [];
    if (!('value' in fact)) return [`not known whether it ${means}`];
    return Array.isArray(fact.value) && fact.value.length > 0 ? [means] : [];
  });
  const limit = bearer.boundary.kind === 'none' ? [] : ['within a boundary'];
  return [policies.join(', ') || 'nothing', ...limit, ...reason, ...found].join('; ');
}
