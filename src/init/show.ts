import type { Reason } from '../facts/fact.ts';
import { commentText } from './lines.ts';
import type { Proposal } from './proposal.ts';

/** The stores as rows for a terminal: class, name, why. `brief`: what the account itself tells is counted, not listed. */
export function storeRows(stores: readonly Proposal[], brief: boolean): readonly string[] {
  const shown = stores.filter(({ kind }) => !brief || kind !== 'evident');
  const names = shown.map(({ identity }) => commentText(identity.name));
  const width = Math.min(40, Math.max(0, ...names.map((name) => name.length)));
  return shown.map((store, i) => {
    const named = store.kind === 'unsure' ? 'unclassified' : store.class;
    return `  ${named.padEnd(12)}  ${(names[i] ?? '').padEnd(width)}  ${commentText(store.because)}`;
  });
}

/** What could not be listed, a sentence each without its full stop. `whole`: the snapshot was collected to its end. */
export function unreadSentences(
  unread: readonly { readonly title: string; readonly reasons: readonly Reason[] }[],
  whole: boolean,
): readonly string[] {
  const lists = unread.map(({ title, reasons }) => {
    const [first] = reasons;
    const regions = [...new Set(reasons.flatMap(({ region }) => (region ? [region] : [])))];
    const where = regions.length > 3 ? ` in ${regions.length} regions` : regions.length > 0 ? ` in ${regions.join(', ')}` : '';
    return commentText(`${title}${where} (${first ? (first.note ?? `${first.operation}: ${first.code}`) : 'no reason given'})`);
  });
  return [...lists, ...(whole ? [] : ['whatever the run was cut off before; the snapshot is not whole'])];
}
