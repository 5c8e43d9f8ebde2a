import type { Verdict } from '../../../findings/verdict.ts';
import { type Html, html } from '../html.ts';

const width = 120;
const height = 20;
const left = 2;
const right = width - 12;

/**
 * Where a life of `days` ends on the bar. The limit stands at a third of it whatever it is, and for ever at the end, so that one glance
 * tells 7 days, 60 days and ten years apart.
 */
const at = (days: number, limit: number): number => left + (right - left) * (Number.isFinite(days) ? days / (days + 2 * limit) : 1);

export interface Life {
  /** In days; `Infinity` is for ever. Undefined where nothing is known; else `least` says whether it is a lower bound only. */
  readonly days: number | undefined;
  readonly least: boolean;
  /** In days. */
  readonly limit: number;
  readonly verdict: Verdict;
}

/** A store's life against its limit, drawn: the limit as a dashed line, for ever as an arrow, what is not known hatched. */
export function lifeBar({ days, least, limit, verdict }: Life): Html {
  const end = at(days ?? 0, limit);
  const line = at(limit, limit).toFixed(1);
  const open = days === undefined || least;
  return html`<svg class="life ${verdict}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true"><rect class="track" x="${left}" y="5" width="${right - left}" height="10" rx="2"/>${
    days !== undefined && html`<rect class="span" x="${left}" y="5" width="${Math.max(2, end - left).toFixed(1)}" height="10" rx="2"/>`
  }${days === Number.POSITIVE_INFINITY && html`<path class="span" d="M${right} 3l10 7l-10 7z"/>`}${
    open && html`<rect class="maybe" x="${end.toFixed(1)}" y="8.5" width="${(right - end).toFixed(1)}" height="3"/>`
  }<line class="limit" x1="${line}" x2="${line}" y1="0" y2="${height}"/></svg>`;
}
