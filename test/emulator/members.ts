/** The elements of lists in the XML of AWS's query protocol: `<member>`, which stand in one another. */

/** Changes the element of a list that holds `<tag>value</tag>` as its own, by the text between its neighbours' names. */
export function withinMember(xml: string, tag: string, value: string, change: (member: string) => string): string {
  const at = xml.search(new RegExp(`<${tag}>${value}</${tag}>`));
  if (at < 0) return xml;
  const start = xml.lastIndexOf('<member>', at);
  const end = endOfMember(xml, start);
  return xml.slice(0, start) + change(xml.slice(start, end)) + xml.slice(end);
}

/** Where the element that starts here ends: members stand in one another. */
function endOfMember(xml: string, start: number): number {
  let depth = 0;
  for (const found of xml.slice(start).matchAll(/<(\/?)member>/g)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return start + found.index + found[0].length;
  }
  return xml.length;
}

/** The same without those elements of a list that a test tells. */
export function withoutMembers(xml: string, list: string, test: (member: string) => boolean): string {
  const start = xml.indexOf(`<${list}>`);
  if (start < 0) return xml;
  const kept: string[] = [];
  let at = xml.indexOf('<member>', start);
  const first = at;
  while (at >= 0 && xml.slice(at, at + 8) === '<member>') {
    const end = endOfMember(xml, at);
    if (!test(xml.slice(at, end))) kept.push(xml.slice(at, end));
    at = end + (/^\s*/.exec(xml.slice(end, end + 200))?.[0].length ?? 0);
  }
  return first < 0 ? xml : xml.slice(0, first) + kept.join('') + xml.slice(at);
}
