import { expect, test } from 'vitest';
import { logGroupLife } from './log-group.ts';

test.each([
  { name: 'no retention set: for ever', days: undefined, of: 'STANDARD', life: Infinity },
  { name: 'what is set', days: 90, of: 'STANDARD', life: 90 },
  { name: 'a group without a class', days: 30, of: undefined, life: 30 },
  { name: 'DELIVERY keeps one day, whatever stands there', days: 365, of: 'DELIVERY', life: 1 },
  { name: 'DELIVERY without a retention, too', days: undefined, of: 'DELIVERY', life: 1 },
  { name: 'INFREQUENT_ACCESS keeps what is set', days: 400, of: 'INFREQUENT_ACCESS', life: 400 },
])('a log group, $name', ({ days, of, life }) => expect(logGroupLife(days, of)).toBe(life));
