import { describe, expect, test } from 'vitest';
import { managementCoverage } from './management.ts';
import type { EventSelector, FieldSelector, Selectors } from './selectors.ts';

const classic = (...EventSelectors: EventSelector[]): Selectors => ({ EventSelectors, AdvancedEventSelectors: [] });
const all: EventSelector = { ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: [], DataResources: [] };
const management: FieldSelector = { Field: 'eventCategory', Equals: ['Management'] };
const advanced = (...selectors: FieldSelector[][]): Selectors => ({
  AdvancedEventSelectors: selectors.map((fields, i) => ({ Name: `all management events ${i}`, FieldSelectors: [management, ...fields] })),
});
const readOnly = (...Equals: string[]): FieldSelector => ({ Field: 'readOnly', Equals });
const but = (...NotEquals: string[]): FieldSelector => ({ Field: 'eventSource', NotEquals });
const kms = 'kms.amazonaws.com';
const rds = 'rdsdata.amazonaws.com';

describe('management events', () => {
  test.each<{ name: string; of: Selectors; read?: boolean; write?: boolean; gaps?: readonly string[] }>([
    { name: 'a classic selector for all', of: classic(all), read: true, write: true, gaps: [] },
    { name: 'no selectors', of: {}, gaps: ['No management events are logged'] },
    { name: 'data events alone', of: classic({ ...all, IncludeManagementEvents: false }), gaps: ['No management events are logged'] },
    { name: 'a selector that does not say so', of: classic({ ReadWriteType: 'All' }) },
    { name: 'read and write not said', of: classic({ IncludeManagementEvents: true }) },
    { name: 'a type that is not known', of: classic({ ...all, ReadWriteType: 'Some' }) },
    {
      name: 'writing only',
      of: classic({ ...all, ReadWriteType: 'WriteOnly' }),
      write: true,
      gaps: ['No management events that read are logged'],
    },
    {
      name: 'reading only',
      of: classic({ ...all, ReadWriteType: 'ReadOnly' }),
      read: true,
      gaps: ['No management events that write are logged'],
    },
    {
      name: 'two halves add up',
      of: classic({ ...all, ReadWriteType: 'ReadOnly' }, { ...all, ReadWriteType: 'WriteOnly' }),
      read: true,
      write: true,
      gaps: [],
    },
    {
      name: 'KMS excluded',
      of: classic({ ...all, ExcludeManagementEventSources: [kms] }),
      gaps: [`Management events of ${kms} are not logged`],
    },
    {
      name: 'KMS and RDS Data excluded',
      of: classic({ ...all, ExcludeManagementEventSources: [kms, rds] }),
      gaps: [`Management events of ${kms} are not logged`, `Management events of ${rds} are not logged`],
    },
    {
      name: 'what one selector excludes another logs',
      of: classic({ ...all, ExcludeManagementEventSources: [kms] }, { ...all, ExcludeManagementEventSources: [rds] }),
      read: true,
      write: true,
    },
    {
      name: 'what one selector excludes another logs of the one half',
      of: classic({ ...all, ExcludeManagementEventSources: [kms] }, { ...all, ReadWriteType: 'WriteOnly' }),
      write: true,
      gaps: [`Management events that read of ${kms} are not logged`],
    },
    { name: 'an advanced selector for all', of: advanced([]), read: true, write: true, gaps: [] },
    {
      name: 'an advanced selector by its fields, not by its name',
      of: {
        AdvancedEventSelectors: [{ Name: 'Management events selector', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }],
      },
    },
    { name: 'an advanced selector without fields', of: { AdvancedEventSelectors: [{ Name: 'all management events' }] } },
    { name: 'readOnly false', of: advanced([readOnly('false')]), write: true },
    { name: 'readOnly true', of: advanced([readOnly('true')]), read: true },
    { name: 'readOnly true or false', of: advanced([readOnly('true', 'false')]), read: true, write: true },
    {
      name: 'readOnly true, and another selector with false',
      of: advanced([readOnly('true')], [readOnly('false')]),
      read: true,
      write: true,
    },
    { name: 'readOnly true and false in one selector: none', of: advanced([readOnly('true'), readOnly('false')]) },
    { name: 'readOnly by another operator', of: advanced([{ Field: 'readOnly', NotEquals: ['true'] }]) },
    { name: 'eventSource NotEquals kms', of: advanced([but(kms)]), gaps: [`Management events of ${kms} are not logged`] },
    {
      name: 'eventSource NotEquals, twice by "and"',
      of: advanced([but(kms), but(rds)]),
      gaps: [kms, rds].map((s) => `Management events of ${s} are not logged`),
    },
    { name: 'eventSource NotEquals, twice by "or"', of: advanced([but(kms)], [but(rds)]), read: true, write: true },
    {
      name: 'eventSource NotEquals kms, and kms by another selector',
      of: advanced([but(kms)], [{ Field: 'eventSource', Equals: [kms] }]),
      read: true,
      write: true,
    },
    {
      name: 'eventSource Equals',
      of: advanced([{ Field: 'eventSource', Equals: ['iam.amazonaws.com'] }]),
      gaps: ['Only management events of iam.amazonaws.com are logged'],
    },
    {
      name: 'eventSource StartsWith',
      of: advanced([{ Field: 'eventSource', StartsWith: ['i'] }]),
      gaps: ['Only management events of some services are logged'],
    },
    { name: 'eventSource NotStartsWith', of: advanced([{ Field: 'eventSource', NotStartsWith: ['k'] }]) },
    {
      name: 'eventSource NotEquals and NotEndsWith at once',
      of: advanced([{ Field: 'eventSource', NotEquals: [kms], NotEndsWith: ['.com'] }]),
    },
    { name: 'eventSource without any value', of: advanced([{ Field: 'eventSource', NotEquals: [] }]) },
    ...['eventName', 'userIdentity.arn', 'resources.ARN', 'sessionCredentialFromConsole', 'eventType', 'somethingNew'].map((Field) => ({
      name: `${Field} narrows`,
      of: advanced([{ Field, NotEquals: ['x'] }]),
      gaps: [`Only those management events are logged that a condition on ${Field} picks`],
    })),
    { name: 'a field without a name narrows', of: advanced([{ NotEquals: ['x'] }]) },
    {
      name: 'a narrowed selector beside a whole one',
      of: advanced([{ Field: 'eventName', Equals: ['x'] }], []),
      read: true,
      write: true,
      gaps: [],
    },
    {
      name: 'eventCategory by a prefix',
      of: { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', StartsWith: ['Management'] }] }] },
    },
    {
      name: 'an operator that is not known',
      of: advanced([{ Field: 'readOnly', Equals: ['true', 'false'], Matches: ['x'] } as FieldSelector]),
    },
  ])('$name: read $read, write $write', ({ of, read = false, write = false, gaps }) => {
    const found = managementCoverage(of);
    expect(found).toMatchObject({ read, write });
    expect(found.gaps.length > 0).toBe(!(read && write));
    if (gaps) expect(found.gaps).toEqual(gaps);
  });
});
