import { ABSENT, CHOSEN, type KeyState, type PolicyDocument, type Possible } from '../policy/index.ts';
import { tenancyOf } from './shared-providers.ts';

/** A value that no policy names. */
const STRANGER = 'a-stranger-whom-no-policy-names';

/** What many ask for who set up a provider: it tells nobody apart. */
const USUAL_AUDIENCE = 'sts.amazonaws.com';

/**
 * What a stranger's token from an OIDC provider carries: condition keys. Where a statement still applies to it, strangers may assume the role.
 * `provider`: the host and path of its URL, as its condition keys begin. A value of the policy that names no tenant, a stranger may have too: of its denies,
 * lest a deny of all but `repo:shop*` be taken to shut out `repo:shop-evil/app`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function strangersToken(provider: string, { statements }: PolicyDocument): Readonly<Record<string, KeyState>> {
  const keyOf = (claim: string): string => (claim.includes(':') ? claim : `${provider}:${claim}`);
  const conditions = statements.flatMap((statement) => statement.conditions);
  const claims = Object.entries(tenancyOf(provider.toLowerCase())).map(([claim, names]): [string, KeyState] => {
    const key = keyOf(claim);
    const named = conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase()).flatMap(({ values }) => values);
    const anybodys = named.filter((value) => !names(value)).map(instance);
    return [key, { oneOf: [ABSENT, text(STRANGER), ...(claim === 'aud' ? [text(USUAL_AUDIENCE)] : []), ...anybodys] }];
  });
  return { [keyOf('aud')]: CHOSEN, ...Object.fromEntries(claims) };
}

const text = (value: string): Possible => ({ values: [value] });

/** A text that a pattern matches and that is not the pattern itself. */
const instance = (pattern: string): Possible =>
  text(
    pattern
      .replaceAll('*', STRANGER)
      .replaceAll('?', 'x')
      .replaceAll(/\$\{[^}]*\}/g, STRANGER),
  );
