import { expect, it } from 'vitest';
import { namesOf } from './names.ts';

const row = (name: string, region: string) => ({ region, resource: { type: 'logs.group', arn: `${region}/${name}`, name, dataClass: '' } });

it.each([
  ['another name', [row('a', 'eu-west-1'), row('b', 'eu-west-1')], ['a', 'b']],
  ['the same in two regions', [row('a', 'eu-west-1'), row('a', 'us-east-1'), row('b', '')], ['a (eu-west-1)', 'a (us-east-1)', 'b']],
  ['the same twice in one region', [row('a', 'eu-west-1'), row('a', 'eu-west-1')], ['a', 'a']],
  ['none', [], []],
])('names tell resources apart: %s', (_, rows, names) => {
  expect(namesOf(rows)).toEqual(names);
});
