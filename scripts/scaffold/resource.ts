import { Problem } from '../../src/problem.ts';
import type { Planned } from './command.ts';
import { toFill } from './rule.ts';
import type { ListOperation } from './sdk-shape.ts';

/** What a new resource type is made of. */
export interface ResourceWish {
  /** `service.thing`. */
  readonly type: string;
  readonly service: string;
  readonly thing: string;
  /** The catalogue of its calls: the name of its constant, and its file's name without ending. */
  readonly catalogue: { readonly name: string; readonly file: string };
  /** The SDK's package. */
  readonly client: string;
  readonly operation: ListOperation;
}

/** Reads `service.thing`. Throws a usage Problem, in one sentence, for what is none or is there already. */
export function typeParts(type: string | undefined, taken: readonly string[]): { readonly service: string; readonly thing: string } {
  const [, service, thing] = /^([a-z][a-z0-9]*)\.([a-z][a-z0-9-]*)$/.exec(type ?? '') ?? [];
  if (!service || !thing) throw new Problem('usage', 'Give a type as service.thing, in lower case: npm run new:resource -- sns.topic');
  if (taken.includes(type ?? '')) throw new Problem('usage', `There is a type \`${type}\` already: see src/resources/.`);
  return { service, thing };
}

export const camel = (name: string): string => name.replace(/[^A-Za-z0-9]+(.)/g, (_, next: string) => next.toUpperCase());

const pageOf = ({ page }: ListOperation): string => (page ? `, page: { token: '${page.token}', next: '${page.next}' }` : '');

/** The line of the catalogue for the call that lists. */
export const callLine = ({ service, operation }: ResourceWish): string =>
  `  ${operation.name}: { action: '${service}:${operation.name}', scope: 'region'${pageOf(operation)} },\n`;

/** A new service: what can be asked, and what is asked. */
export function serviceFiles(wish: ResourceWish): readonly Planned[] {
  const { service, client, catalogue, operation } = wish;
  const ask = operation.page ? 'pages' : 'ask';
  return [
    {
      path: `src/calls/${catalogue.file}.ts`,
      text: `import { calls } from './catalogue.ts';

/** ${toFill} what the service is, and where AWS documents its calls. */
export const ${catalogue.name} = calls<typeof import('${client}')>()('${service}', {
${callLine(wish)}});
`,
    },
    {
      path: `src/collect/services/${catalogue.file}.ts`,
      text: `import { ${catalogue.name} } from '../../calls/${catalogue.file}.ts';
import { collector, each } from '../collector.ts';

/** ${toFill} what is asked, of what, and what is not asked because another answer settles it. */
export default collector(async ({ ${ask}, regions }) => {
  await each(regions, (region) => ${ask}(${catalogue.name}.${operation.name}, {}, region));
});
`,
    },
  ];
}

/** How the fields of one listed thing become its ARN and its name. */
function identity({ thing, operation: { fields, list } }: ResourceWish): string {
  const ending = (end: string): string | undefined =>
    fields.find((field) => field.toLowerCase() === `${thing.replaceAll('-', '')}${end}`) ??
    fields.find((field) => field.toLowerCase().endsWith(end));
  const arn = ending('arn');
  const name = ending('name') ?? ending('id');
  const taken = (field: string | undefined, as: string): string[] =>
    field === undefined ? [] : [`${field === as ? as : `${field}: ${as}`} = ''`];
  const each = fields.length === 0 ? 'arn' : `{ ${[...taken(arn, 'arn'), ...taken(name, 'name')].join(', ')} }`;
  const shortened = "name: arn.split(/[:/]/).at(-1) ?? ''";
  const made = fields.length === 0 || !name ? `arn, ${shortened}` : arn ? 'arn, name' : "arn: [region, name].join('/'), name";
  return `page.${list}.map((${each}) => ({ ${made}, region }))`;
}

/** `SNS topics`, `Organizations accounts`: as it reads in a sentence, more or less; a contributor mends it. */
function titles({ service, thing }: ResourceWish): { readonly one: string; readonly many: string } {
  const shown = service.length <= 4 ? service.toUpperCase() : service.charAt(0).toUpperCase() + service.slice(1);
  const one = `${shown} ${thing.replaceAll('-', ' ')}`;
  return { one, many: /[sx]$/.test(one) ? `${one}es` : /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s` };
}

/** The type's file: it compiles, lists by the SDK's own types, and has one fact to begin with. */
export function resourceFile(wish: ResourceWish): Planned {
  const { type, service, thing, catalogue, operation } = wish;
  const call = `${catalogue.name}.${operation.name}`;
  const { one, many } = titles(wish);
  return {
    path: `src/resources/${service}-${thing}.ts`,
    text: `import { Type } from 'typebox';
import { ${catalogue.name} } from '../calls/${catalogue.file}.ts';
import { fact } from '../facts/read.ts';
import { resource } from './resource.ts';

/** ${toFill} what it is, and where AWS documents it. */
export const ${camel(`${service}-${thing}`)} = resource('${type}', {
  title: { one: '${one}', many: '${many}' },
  service: '${service}',
  facts: {
    listedIn: Type.String({ description: 'The region in whose list it stands' }),
  },

  list: (aws) =>
    aws.list(${call}, {}, (page, region) => {
      // an answer without its list says nothing: thrown here, it counts as unread and never as "there are none"
      if (!page.${operation.list}) throw new Error('no ${operation.list}');
      return ${identity(wish)};
    }),

  read({ region }, aws) {
    const listed = aws.${operation.page ? 'pages' : 'answer'}(${call}, {}, region);
    return { listedIn: fact([listed], () => region) };
  },
});
`,
  };
}
