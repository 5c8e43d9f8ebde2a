import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { workflow } from '../../src/init/workflow.ts';
import { tool } from '../../src/tool.ts';
import type { Generated } from './generated.ts';
import { code, table } from './markdown.ts';

type Described = Readonly<Record<string, { readonly description: string; readonly default?: string }>>;

const fenced = (text: string): string => `\`\`\`yaml\n${text}\`\`\``;

/** What is generated within docs/ci.md, by the name that stands in its marks. */
function parts(): Readonly<Record<string, string>> {
  const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8')) as { readonly inputs: Described; readonly outputs: Described };
  // the descriptions are Markdown of ours
  const rows = (all: Described): string[][] => Object.entries(all).map(([name, { description }]) => [code(name), description]);
  const inputRows = Object.entries(inputs).map(([name, { description, default: given }]) => [
    code(name),
    given ? code(given) : '',
    description,
  ]);
  return {
    'github workflow': fenced(workflow('github', tool).text),
    'gitlab workflow': fenced(workflow('gitlab', tool).text),
    'action inputs': table(['Input', 'Default', ''], inputRows),
    'action outputs': table(['Output', ''], rows(outputs)),
  };
}

/** docs/ci.md: written by hand but for the workflows, which `init` writes too, and the tables of the action. */
export function ciPage(): Generated {
  const path = 'docs/ci.md';
  const made = parts();
  const text = readFileSync(path, 'utf8').replace(
    /(<!-- generated: (.*?) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => {
      const part = made[name];
      if (part === undefined) throw new Error(`${path} wants "${name}", which nothing generates.`);
      return `${begin}\n${part}\n\n${end}`;
    },
  );
  return { path, text };
}
