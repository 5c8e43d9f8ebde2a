import { type PolicyDocument, parsePolicy } from '../policy/index.ts';

/**
 * AWS's own policies that decide who administers, for answers that leave their text out. The same in every partition.
 * PowerUserAccess as of version 12, of February 2026. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const texts: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  IAMFullAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ],
      Resource: '*',
    },
  ],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ],
};

const known: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries(texts).flatMap(([name, Statement]) => {
    const document = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
    return document ? [[name, document] as const] : [];
  }),
);

/** The text of one of AWS's own policies by its ARN, if it is one that we know; undefined else. */
export function awsManaged(arn: string): PolicyDocument | undefined {
  const [, name = ''] = /^arn:[^:]+:iam::aws:policy\/(\w+)$/.exec(arn) ?? [];
  return known.get(name);
}
