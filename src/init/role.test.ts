import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { leastPolicy } from '../calls/permissions.ts';
import { cloudFormationRole } from './role-cloudformation.ts';
import { terraformRole } from './role-terraform.ts';

/** The inline policy of each form, as JSON. */
const policies = {
  cloudformation: (): unknown => parse(cloudFormationRole()).Resources.Role.Properties.Policies[0].PolicyDocument,
  terraform: (): unknown => JSON.parse(/\n {2}policy = jsonencode\(([\s\S]*?)\)\n\}/.exec(terraformRole())?.[1] ?? ''),
};

describe.each(Object.entries(policies))('the role as %s', (_form, policy) => {
  it('may do what `permissions` prints, and nothing else', () => {
    expect(policy()).toEqual(leastPolicy());
  });

  it('fits into an inline policy', () => {
    // docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify(policy()).length).toBeLessThan(10_240);
  });
});

describe('who may assume it', () => {
  it('CloudFormation: each way in is closed unless it is asked for, and has its condition', () => {
    const { Parameters, Resources, Rules } = parse(cloudFormationRole());
    const ways: { 'Fn::If': [string, { Action: string; Principal: object; Condition: { StringEquals: object } }, object] }[] =
      Resources.Role.Properties.AssumeRolePolicyDocument.Statement;
    expect(ways.map((way) => way['Fn::If'][0])).toEqual(['TrustsPrincipal', 'TrustsGitHub', 'TrustsGitLab']);
    expect(ways.map((way) => Object.keys(way['Fn::If'][1].Condition.StringEquals))).toEqual([
      ['sts:ExternalId'],
      ['token.actions.githubusercontent.com:aud', 'token.actions.githubusercontent.com:sub'],
      ['gitlab.com:aud', 'gitlab.com:sub'],
    ]);
    for (const way of ways) expect(way['Fn::If'][2]).toEqual({ Ref: 'AWS::NoValue' });
    expect([Parameters.TrustedPrincipal, Parameters.GitHubRepository, Parameters.GitLabRepository].map(({ Default }) => Default)).toEqual([
      '',
      '',
      '',
    ]);
    expect(Object.keys(Rules)).toEqual(['SomeoneIsTrusted', 'ExternalIdIsGiven']);
  });

  it.each([
    ['acme/audit', true],
    ['acme/group/audit', true],
    ['', true],
    ['acme/*', false],
    ['acme', false],
    ['acme/audit:ref:x', false],
  ])('a repository named %j: %s', (name, wanted) => {
    const { Parameters } = parse(cloudFormationRole());
    expect(new RegExp(`^(?:${Parameters.GitHubRepository.AllowedPattern})$`).test(name)).toBe(wanted);
    const [, pattern = ''] = /variable "github_repository"[\s\S]*?regex\("((?:[^"\\]|\\.)*)"/.exec(terraformRole()) ?? [];
    expect(new RegExp(JSON.parse(`"${pattern}"`)).test(name)).toBe(wanted);
  });

  it('Terraform: the same conditions', () => {
    const text = terraformRole();
    for (const name of ['sts:ExternalId', 'token.actions.githubusercontent.com:sub', 'gitlab.com:sub', 'gitlab.com:aud'])
      expect(text).toContain(`"${name}" =`);
    expect(text.match(/== "" \? \[\] : \[\{/g)).toHaveLength(3);
  });
});
