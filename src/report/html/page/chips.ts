import { severities, verdicts } from '../../../findings/verdict.ts';
import { classWord, numberWords, severityWords, verdictWords } from '../../words.ts';
import { make } from './dom.ts';
import type { Filtered } from './filter.ts';
import { type FacetField, picked, type Term } from './query.ts';
import type { Table } from './table.ts';

export interface Chips {
  readonly root: HTMLElement;
  readonly update: (terms: readonly Term[], counts: Filtered['counts']) => void;
}

const groups: readonly { readonly field: FacetField; readonly title: string }[] = [
  { field: 'verdict', title: 'Verdict' },
  { field: 'severity', title: 'Severity' },
  { field: 'class', title: 'Class' },
  { field: 'service', title: 'Service' },
  { field: 'region', title: 'Region' },
  { field: 'requirement', title: 'Requirement' },
];

/** A value as a chip says it. */
function label(field: FacetField, value: string, { head }: Table): string {
  if (field === 'verdict')
    return verdicts
      .flatMap((verdict) => (verdict === value ? `${verdictWords[verdict].shape} ${verdictWords[verdict].word}` : []))
      .join('');
  if (field === 'severity') return severities.flatMap((severity) => (severity === value ? severityWords[severity] : [])).join('');
  if (field === 'class') return classWord(value === 'no-class' ? '' : value);
  const requirement = field === 'requirement' && head.requirements.find(({ id }) => id === value);
  return requirement ? `${requirement.clause} ${requirement.title}` : value;
}

const classOrder = ['pii', 'information', 'log', 'unknown', 'none', 'no-class'];

/** Values in the order in which they are shown, as numbers: what has an order of its own keeps it. */
function ordered(field: FacetField, table: Table): number[] {
  const { values } = table.facets[field];
  const numbers = values.map((_, i) => i);
  if (field === 'verdict' || field === 'severity') return numbers;
  if (field === 'class') return numbers.sort((a, b) => classOrder.indexOf(values[a] ?? '') - classOrder.indexOf(values[b] ?? ''));
  const texts = values.map((value) => label(field, value, table));
  return numbers.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
}

/** Buttons that put a value into the query and take it out; each says how many findings there are with it. */
export function chips(table: Table, total: Filtered['counts'], toggled: (field: FacetField, value: string) => void): Chips {
  const root = make('div', { class: 'all-chips' });
  const more = make('details', {}, []);
  more.append(make('summary', {}, 'Service, region, requirement'));
  const made = groups.flatMap(({ field, title }) => {
    const set = make('fieldset', { class: 'chips' });
    set.append(make('legend', {}, title));
    const place = field === 'service' || field === 'region' || field === 'requirement' ? more : root;
    place.append(set);
    return ordered(field, table)
      .filter((code) => (total[field][code] ?? 0) > 0)
      .map((code) => {
        const value = table.facets[field].values[code] ?? '';
        const count = document.createElement('b');
        const chip = make('button', { type: 'button', class: 'chip', 'aria-pressed': 'false' }, label(field, value, table), ' ');
        chip.append(count);
        chip.addEventListener('click', () => toggled(field, value));
        set.append(chip);
        return { field, code, value: value.toLowerCase(), chip, count };
      });
  });
  root.append(more);
  return {
    root,
    update(terms, counts) {
      for (const { field, code, value, chip, count } of made) {
        const n = counts[field][code] ?? 0;
        const pressed = picked(terms, field).includes(value);
        count.textContent = numberWords(n);
        chip.classList.toggle('none', n === 0);
        chip.setAttribute('aria-pressed', String(pressed));
        if (pressed && more.contains(chip)) more.open = true;
      }
    },
  };
}
