import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import { styleElement } from './printed.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * How every page begins, up to the end of its head: a policy that forbids it the network and all styles and scripts but these, which it
 * allows by their hashes. A script, if there is one, is written by the page itself.
 */
export function head(title: string, styles: readonly string[], script?: string): Html {
  const scripts = script === undefined ? '' : ` script-src ${hash(script)};`;
  const policy = `default-src 'none'; style-src ${styles.map(hash).join(' ')};${scripts} base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Html.trusted(policy)}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title}</title>
${styles.map(styleElement)}</head>`;
}
