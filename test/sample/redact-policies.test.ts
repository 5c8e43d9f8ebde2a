import { describe, expect, test } from 'vitest';
import { redact } from '../../src/snapshot/redact.ts';

const recorded = (document: object, encoded: boolean): string => {
  const text = JSON.stringify(document);
  const { Document } = redact({ Document: encoded ? encodeURIComponent(text) : text }, { Document: 'policy' }) as { Document: string };
  return Document;
};

describe.each([true, false])('a policy in an answer (URL-encoded: %s)', (encoded) => {
  const read = (document: object): unknown => {
    const text = recorded(document, encoded);
    return JSON.parse(encoded ? decodeURIComponent(text) : text);
  };

  test("keeps actions of 38 letters, which AWS's own policies have", () => {
    // ReadOnlyAccess and SecurityAudit, which many users bear, hold several
    const Action = [
      'sso:GetManagedApplicationInstances',
      'ec2:DescribeVpcEndpointServicePermissions1',
      `rds:${'Describe'.padEnd(38, 'x')}`,
    ];
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    expect(read(document)).toEqual(document);
  });

  test('keeps the name of a secret in its ARN, and the wildcards in it', () => {
    const document = {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: 'arn:aws:secretsmanager:*:123456789012:secret:acme-seller/lwa-*',
        },
      ],
    };
    expect(read(document)).toEqual(document);
  });

  test('hides what looks like a credential inside it', () => {
    const document = {
      Statement: [{ Sid: 'amzn1.oa2-cs.v1.0123456789abcdef0123456789abcdef', Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    expect(recorded(document, encoded)).not.toContain('0123456789abcdef0123456789abcdef');
    expect(read(document)).toMatchObject({ Statement: [{ Sid: 'redacted:credential:48', Effect: 'Allow' }] });
  });
});
