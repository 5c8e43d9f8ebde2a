import { calls } from './catalogue.ts';

const gone = ['NoSuchEntity', 'NoSuchEntityException'];
const page = { token: 'Marker', next: 'Marker', size: { MaxItems: 1000 }, more: 'IsTruncated' };

/**
 * IAM in as few calls as can carry it: one paginated call tells users, groups, roles and policies; the credential report tells passwords,
 * MFA and the age and use of keys. docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const iam = calls<typeof import('@aws-sdk/client-iam')>()('iam', {
  GetAccountAuthorizationDetails: {
    action: 'iam:GetAccountAuthorizationDetails',
    scope: 'global',
    always: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
    page,
    secret: {
      'RoleDetailList[].AssumeRolePolicyDocument': 'policy',
      'RoleDetailList[].RolePolicyList[].PolicyDocument': 'policy',
      'UserDetailList[].UserPolicyList[].PolicyDocument': 'policy',
      'GroupDetailList[].GroupPolicyList[].PolicyDocument': 'policy',
      'Policies[].PolicyVersionList[].Document': 'policy',
    },
  },
  GetAccountSummary: { action: 'iam:GetAccountSummary', scope: 'global' },
  GetAccountPasswordPolicy: { action: 'iam:GetAccountPasswordPolicy', scope: 'global', absent: gone },
  GenerateCredentialReport: { action: 'iam:GenerateCredentialReport', scope: 'global' },
  GetCredentialReport: { action: 'iam:GetCredentialReport', scope: 'global' },
  ListMFADevices: { action: 'iam:ListMFADevices', scope: 'global', always: ['MFADevices'], page, gone },
  ListAccessKeys: { action: 'iam:ListAccessKeys', scope: 'global', always: ['AccessKeyMetadata'], page, gone },
  ListServerCertificates: { action: 'iam:ListServerCertificates', scope: 'global', page },
  ListSAMLProviders: { action: 'iam:ListSAMLProviders', scope: 'global' },
  ListOpenIDConnectProviders: { action: 'iam:ListOpenIDConnectProviders', scope: 'global' },
  ListAccountAliases: { action: 'iam:ListAccountAliases', scope: 'global', page },
});
