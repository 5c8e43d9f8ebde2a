import type { Own } from '../analysis/exposure/index.ts';
import type { Answer } from '../facts/fact.ts';
import { couldBe, mapAnswer } from '../facts/read.ts';
import type { World } from './world.ts';

/**
 * What belongs to the house, for a policy (its text) to be held against. Where the organization could not be read, it could be none, or
 * any that the policy names: what holds of all of these is still known.
 */
export function own(world: World, policy: string): Answer<Own> {
  const { accounts } = world.trusted;
  const house = mapAnswer(
    world.organization,
    (organization): Own => ({
      accounts: organization ? [...new Set([...accounts, organization.managementAccount])] : accounts,
      ...(organization && { orgId: organization.id }),
    }),
  );
  if (!('unknown' in house)) return house;
  const named = [...new Set(policy.match(/\b\d{12}\b/g) ?? [])];
  const organizations = [...new Set(policy.match(/\bo-[a-z0-9]{10,32}\b/g) ?? [])];
  const everyAccount = [...accounts, ...named];
  return couldBe(house, { accounts }, { accounts: everyAccount }, ...organizations.map((orgId) => ({ accounts: everyAccount, orgId })));
}
