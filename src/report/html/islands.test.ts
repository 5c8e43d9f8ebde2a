import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../../test/browser/fixture.ts';
import type { FindingsFile } from '../../findings/file.ts';
import { findingsOf } from '../../findings/findings.ts';
import { islands } from './islands.ts';
import type { DetailBlock, FindingBlock, Head, RecordBlock, ResourceBlock } from './packed.ts';
import { search } from './page/filter.ts';
import { parseQuery } from './page/query.ts';
import { rowView, type Table, table } from './page/table.ts';
import { context } from './sections/context.ts';

function unpack(file: FindingsFile): ReadonlyMap<string, unknown> {
  return new Map(
    [...islands(context(findingsOf(file)))].map((text) => {
      const [, id = '', data = ''] =
        /^<script type="application\/octet-stream" id="([a-z]+(?:-\d+)?)">([A-Za-z0-9+/=]*)<\/script>\n$/.exec(text) ?? [];
      return [id, JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString())];
    }),
  );
}

function tableOf(file: FindingsFile): Table {
  const parts = unpack(file);
  return table(parts.get('head') as Head, [parts.get('resources-0') as ResourceBlock], [parts.get('findings-0') as FindingBlock]);
}

describe('the data of the page', () => {
  it('holds every finding, most urgent first, with what it rests on', () => {
    const file = fixture();
    const parts = unpack(file);
    const all = tableOf(file);
    const details = parts.get('details-0') as DetailBlock;
    const records = parts.get('records-0') as RecordBlock;
    expect(all.size).toBe(file.findings.length);
    for (const [row, id] of all.ids.entries()) {
      const finding = file.findings.find((one) => one.id === id);
      const view = rowView(all, row);
      expect(view).toMatchObject({
        verdict: finding?.verdict,
        severity: finding?.severity,
        message: finding?.message,
        region: finding?.region,
        account: finding?.account,
        clause: finding?.clause,
      });
      expect(view.rule?.id).toBe(finding?.rule);
      expect(view.resource).toMatchObject({ ...finding?.resource });
      expect(details[row]?.checks.map(({ from }) => from.map((n) => records[n]?.id))).toEqual(finding?.checks.map(({ from }) => from));
    }
    expect(rowView(all, 0).verdict).toBe('fail');
    expect(rowView(all, all.size - 1).verdict).toBe('not-applicable');
  });

  it('is the same bytes each time, whatever the order of the findings', () => {
    const file = fixture();
    expect([...islands(context(findingsOf({ ...file, findings: file.findings.toReversed() })))]).not.toEqual([]);
    expect([...islands(context(findingsOf(file)))]).toEqual([...islands(context(findingsOf(fixture())))]);
  });

  it('comes in blocks', () => {
    const file = fixture();
    const many = Array.from({ length: 12_000 }, (_, i) => ({ ...(file.findings[0] as FindingsFile['findings'][number]), id: `g${i}` }));
    const ids = [...unpack({ ...file, findings: many }).keys()];
    expect(ids.filter((id) => id.startsWith('findings'))).toEqual(['findings-0', 'findings-1', 'findings-2']);
    expect(ids.filter((id) => id.startsWith('details'))).toHaveLength(24);
  });

  it('is empty for an audit that found nothing', () => {
    expect([...unpack(fixture({ findings: [], records: [] })).keys()]).toEqual(['head']);
  });
});

describe('filtering', () => {
  const all = tableOf(fixture());
  const run = search(all);
  const found = (query: string): string[] => [...run(parseQuery(query)).rows].map((row) => all.messages[row] ?? '');
  const count = (query: string, field: 'verdict' | 'service', value: string): number => {
    const { counts } = run(parseQuery(query));
    return counts[field][all.facets[field].values.indexOf(value)] ?? 0;
  };

  it.each([
    ['all', '', 62],
    ['a verdict', 'verdict:fail', 14],
    ['either of two', 'verdict:fail,unknown', 17],
    ['either of two words', 'verdict:fail verdict:unknown', 17],
    ['fields narrow', 'verdict:fail service:iam', 1],
    ['inside a name', 'name:report verdict:fail', 2],
    ['ruled out', 'verdict:fail -severity:critical', 3],
    ['text of a message', 'console password', 2],
    ['text of a rule', '"gone within 30 days" verdict:unknown', 1],
    ['an ARN', 'arn:aws:s3:::website', 1],
    ['no class', 'class:no-class', 5],
    ['global', 'region:global', 5],
    ['a clause', 'clause:1.4 verdict:fail', 1],
    ['an id', 'id:f00001', 1],
    ['what is nowhere', 'zebra', 0],
    ['a value that is none', 'verdict:zebra', 0],
  ])('%s', (_, query, n) => {
    expect(found(query)).toHaveLength(n);
  });

  it('counts for each value what there would be, were it picked instead', () => {
    expect(count('', 'verdict', 'fail')).toBe(14);
    expect(count('verdict:unknown', 'verdict', 'fail')).toBe(14);
    expect(count('verdict:unknown', 'service', 's3')).toBe(1);
    expect(count('verdict:fail service:iam', 'verdict', 'fail')).toBe(1);
    expect(count('verdict:fail service:iam', 'service', 's3')).toBe(13);
    expect(count('zebra', 'verdict', 'fail')).toBe(0);
  });
});
