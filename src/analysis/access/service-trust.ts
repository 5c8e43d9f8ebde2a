import { remember } from '../../remember.ts';
import { matchesAction, type PolicyDocument } from '../policy/index.ts';
import type { Bearer } from './bearer.ts';

const named = new WeakMap<PolicyDocument, ReadonlySet<string>>();

/**
 * May a service run something with a role, by its trust policy? Conditions can be met, and a deny does not count. Undefined: its trust policy can't be read.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export function trustsService({ trust }: Bearer, service: string): boolean | undefined {
  if (!trust) return undefined;
  const services = remember(named, trust, () => new Set(servicesIn(trust)));
  return services.has(service) || services.has(EVERY);
}

const EVERY = '*';

function servicesIn({ statements }: PolicyDocument): readonly string[] {
  const trusting = statements.filter(({ effect, actions }) => effect === 'Allow' && matchesAction(actions, 'sts:AssumeRole') !== 'no');
  return trusting.flatMap(({ principals }) => {
    if (!principals || principals.not) return [EVERY];
    return principals.values.flatMap((principal) => {
      if (principal.kind === 'everyone' || principal.kind === 'unread') return [EVERY];
      return principal.kind === 'service' ? [everywhere(principal.service)] : [];
    });
  });
}

/** The name of a service as it is in most regions: `ec2.amazonaws.com.cn` and `states.eu-west-1.amazonaws.com` are ways to say the same. */
const everywhere = (service: string): string =>
  service
    .toLowerCase()
    .replace(/\.cn$/, '')
    .replace(/\.[a-z]{2}(?:-[a-z]+)+-\d+\.amazonaws\.com$/, '.amazonaws.com');
