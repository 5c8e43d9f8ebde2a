import type { RecordRow } from '../../../findings/file.ts';
import { severityWords } from '../../words.ts';
import { classed, element } from '../element.ts';
import { type FindingView, findingDetail } from '../finding.ts';
import { badge, folded } from '../parts.ts';
import { rawAnswer } from '../raw-answer.ts';
import { dom, make, nodes } from './dom.ts';
import type { RowView } from './table.ts';

/** A finding as a row of the list. */
export function rowButton({ verdict, severity, resource, region, shared, message, clause }: RowView): HTMLButtonElement {
  return make(
    'button',
    { type: 'button', class: 'row' },
    classed('span', 'how', badge(verdict)),
    classed('span', 'dim', severityWords[severity]),
    classed(
      'span',
      'who',
      element('b', {}, resource.name),
      ' ',
      classed('span', 'dim', shared ? `${resource.type}, ${region || 'global'}` : resource.type),
    ),
    classed('span', 'what', message),
    classed('span', 'clause', clause),
  );
}

/** Raw answers are made only when they are opened: some are long. */
function opensOnce(holder: HTMLElement, { records, finding }: FindingView): void {
  for (const details of holder.querySelectorAll<HTMLDetailsElement>('details[data-record]'))
    details.addEventListener(
      'toggle',
      () => {
        const record = records[Number(details.dataset.record)];
        if (record) details.append(...nodes(rawAnswer(record, finding.resource.arn)));
      },
      { once: true },
    );
}

/** What stands below an opened row. */
export function opened(view: FindingView): HTMLElement {
  const raw = (_: RecordRow, n: number) => {
    const details = folded('Raw answer');
    return { ...details, attributes: { 'data-record': String(n) } };
  };
  const holder = dom(classed('div', 'whole', classed('p', 'full', view.finding.message), findingDetail(view, raw)));
  opensOnce(holder, view);
  holder.append(dom(element('p', {}, element('a', { href: `#finding=${encodeURIComponent(view.finding.id)}` }, 'Link to this finding'))));
  return holder;
}
