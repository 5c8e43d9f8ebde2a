import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { FindingsFileSchema } from '../../src/findings/file.ts';
import { fixture } from './fixture.ts';

it('the fixture is a findings file', () => {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(JSON.stringify(FindingsFileSchema)));
  validate(JSON.parse(JSON.stringify(fixture())));
  expect(validate.errors ?? []).toEqual([]);
});

it('has distinct ids, and cites only records that it has', () => {
  const { findings, records } = fixture();
  const ids = findings.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(records.map(({ id }) => id));
  expect(findings.flatMap(({ checks }) => checks.flatMap(({ from }) => from)).filter((id) => !known.has(id))).toEqual([]);
});
