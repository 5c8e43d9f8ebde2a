import { calls } from './catalogue.ts';

const AlternateContact = 'AlternateContact';

/** The account's alternate contacts: docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html */
export const account = calls<typeof import('@aws-sdk/client-account')>()('account', {
  GetAlternateContact: {
    action: 'account:GetAlternateContact',
    scope: 'global',
    absent: ['ResourceNotFoundException'],
    secret: {
      [`${AlternateContact}.EmailAddress`]: 'contact',
      [`${AlternateContact}.PhoneNumber`]: 'contact',
      [`${AlternateContact}.Name`]: 'contact',
      [`${AlternateContact}.Title`]: 'contact',
    },
  },
});
