/** What the list shows: kept in the URL's fragment, so that a link opens the same view. */
export interface State {
  readonly query: string;
  /** The id of the finding that is open; empty where none is. */
  readonly finding: string;
}

export const empty: State = { query: '', finding: '' };

/** Reads a fragment; undefined where it is an anchor of the page (`#stores`), which says nothing of the list. */
export function readFragment(fragment: string): State | undefined {
  const text = fragment.replace(/^#/, '');
  if (text === '') return empty;
  if (!/^(q|finding)=/.test(text)) return undefined;
  const values = new URLSearchParams(text);
  return { query: values.get('q') ?? '', finding: values.get('finding') ?? '' };
}

/** Encoded, but readable: `verdict:fail+service:s3`. */
const encode = (text: string): string => encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%20/g, '+');

/** The fragment of a state; `#q=` where it is the plain list, so that going back finds it again. */
export function writeFragment({ query, finding }: State): string {
  const parts = [query.trim() === '' ? '' : `q=${encode(query.trim())}`, finding === '' ? '' : `finding=${encode(finding)}`].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? '#q=' : `#${parts.join('&')}`;
}
