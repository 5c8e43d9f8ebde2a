import { stringify } from 'yaml';
import { externalIdPattern, issuers, role } from './role.ts';

const ref = (name: string) => ({ Ref: name });
const sub = (text: string) => ({ 'Fn::Sub': text });
const parameter = (name: string): string => `\${${name}}`;
const isSet = (name: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [ref(name), ''] }] });
const where = (condition: string, then: object) => ({ 'Fn::If': [condition, then, ref('AWS::NoValue')] });

/** The read-only role as a CloudFormation template. docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export function cloudFormationRole(): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: role.description,
    Parameters: {
      TrustedPrincipal: {
        Type: 'String',
        Default: '',
        AllowedPattern: '|\\d{12}|arn:[\\w-]+:iam::\\d{12}:(role|user)/.+',
        Description: 'ARN of the user or role that audits (or the id of its account); leave it empty if only CI does',
      },
      ExternalId: {
        Type: 'String',
        Default: '',
        NoEcho: true,
        AllowedPattern: `|${externalIdPattern}`,
        Description: 'A long random text that the auditing side gives by --external-id; needed with TrustedPrincipal',
      },
      ...Object.fromEntries(
        issuers.map(({ name }) => [
          `${name}Repository`,
          {
            Type: 'String',
            Default: '',
            AllowedPattern: '|[\\w.-]+(/[\\w.-]+)+',
            Description: `The repository on ${name} whose jobs audit, such as acme/audit; the account needs ${name}'s identity provider`,
          },
        ]),
      ),
      Branch: { Type: 'String', Default: 'main', AllowedPattern: '[\\w./-]+', Description: 'The one branch whose jobs may' },
    },
    Rules: {
      SomeoneIsTrusted: {
        Assertions: [
          {
            Assert: {
              'Fn::Or': ['TrustedPrincipal', ...issuers.map(({ name }) => `${name}Repository`)].map(isSet),
            },
            AssertDescription: 'Give TrustedPrincipal, GitHubRepository or GitLabRepository: somebody must be able to assume the role.',
          },
        ],
      },
      ExternalIdIsGiven: {
        RuleCondition: isSet('TrustedPrincipal'),
        Assertions: [{ Assert: isSet('ExternalId'), AssertDescription: 'Give ExternalId together with TrustedPrincipal.' }],
      },
    },
    Conditions: {
      TrustsPrincipal: isSet('TrustedPrincipal'),
      ...Object.fromEntries(issuers.map(({ name }) => [`Trusts${name}`, isSet(`${name}Repository`)])),
    },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: role.name,
          Description: role.description,
          MaxSessionDuration: role.longest,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              where('TrustsPrincipal', {
                Effect: 'Allow',
                Principal: { AWS: ref('TrustedPrincipal') },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'sts:ExternalId': ref('ExternalId') } },
              }),
              ...issuers.map(({ name, host, audience, subject }) =>
                where(`Trusts${name}`, {
                  Effect: 'Allow',
                  Principal: { Federated: sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${host}`) },
                  Action: 'sts:AssumeRoleWithWebIdentity',
                  Condition: {
                    StringEquals: {
                      [`${host}:aud`]: audience,
                      [`${host}:sub`]: sub(subject(parameter(`${name}Repository`), parameter('Branch'))),
                    },
                  },
                }),
              ),
            ],
          },
          Policies: [{ PolicyName: role.name, PolicyDocument: { Version: '2012-10-17', Statement: role.statements } }],
        },
      },
    },
    Outputs: { RoleArn: { Description: 'For --role-arn, or the variable of the CI job', Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
  return `# The role that dpp-audit assumes. It only reads. \`dpp-audit permissions\` prints the same rights.\n${stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })}`;
}
