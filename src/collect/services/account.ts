import { account } from '../../calls/account.ts';
import { organizations } from '../../calls/organizations.ts';
import { collector } from '../collector.ts';

/** What is known of the account itself: whom Amazon reaches about security, and whose organization it is in. */
export default collector(async ({ ask }) => {
  await Promise.all([ask(account.GetAlternateContact, { AlternateContactType: 'SECURITY' }), ask(organizations.DescribeOrganization, {})]);
});
