import { expect, it } from 'vitest';
import { fixture } from '../../test/browser/fixture.ts';
import { named } from './named.ts';

const nameOf = (type: string, arn: string): string | undefined => {
  const file = fixture();
  const [first] = file.findings;
  return first && named({ ...file, findings: [{ ...first, resource: { type, arn, name: '', dataClass: '' } }] }).findings[0]?.resource.name;
};

it('calls what is about no single resource as its list is called', () => {
  expect(nameOf('kms.key', '')).toBe('KMS keys');
  expect(nameOf('kms.key', 'arn:aws:kms:eu-west-1:111122223333:key/1')).toBe('arn:aws:kms:eu-west-1:111122223333:key/1');
  expect(nameOf('new.type', '')).toBe('new.type');
});

it('leaves every other name', () => {
  const file = fixture({ findings: fixture().findings.filter(({ resource }) => resource.name !== '') });
  expect(named(file)).toEqual(file);
});
