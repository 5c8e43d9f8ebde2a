import { expect, test } from 'vitest';
import { genericWords } from './generic-name.ts';

test.each([
  ['admin', ['admin']],
  ['Administrator', ['administrator']],
  ['dev-team', ['dev', 'team']],
  ['DevTeam2', ['dev', 'team']],
  ['test_01', ['test']],
  ['info@shop.example', ['info']],
  ['user1', ['user']],
  ['sp-api-user', []],
  ['anna.berg', []],
  ['devon', []],
  ['testarossa', []],
  ['42', []],
])('%s', (name, expected) => {
  expect(genericWords(name)).toEqual(expected);
});
