import type { TSchema } from 'typebox';
import { dataClasses } from '../dpp/config.ts';
import type { AnyResourceType } from '../resources/resource.ts';
import { traits } from '../resources/traits.ts';

/** The schema of a leaf, as far as rules need it. */
export interface LeafSchema {
  readonly type: 'boolean' | 'number' | 'string' | 'array';
  readonly enum?: readonly unknown[];
  readonly items?: { readonly enum?: readonly unknown[] };
  readonly unit?: string;
  readonly description?: string;
}

type Properties = Readonly<Record<string, TSchema>>;

const propertiesOf = (schema: TSchema): Properties | undefined => (schema as { properties?: Properties }).properties;

/** What every resource has, whatever its type. */
const common: Readonly<Record<string, LeafSchema>> = {
  name: { type: 'string', description: 'Its name' },
  arn: { type: 'string', description: 'Its ARN' },
  region: { type: 'string', description: 'Its region; empty for what is global' },
  dataClass: { type: 'string', enum: dataClasses, description: 'The class of data that it is audited as' },
};

/** All facts of a type by path: its own, its proofs, and what every resource has. */
export function leavesOf(type: AnyResourceType): ReadonlyMap<string, LeafSchema> {
  const leaves = new Map(Object.entries(common).filter(([name]) => name !== 'dataClass' || type.classOf || type.always));
  walk({ ...propertiesOf(type.facts), ...propertiesOf(type.proofs), ...(type.classOf && { attribution: traits.attribution }) }, '', leaves);
  return leaves;
}

function walk(properties: Properties, prefix: string, leaves: Map<string, LeafSchema>): void {
  for (const [name, schema] of Object.entries(properties)) {
    const inner = propertiesOf(schema);
    if (inner) walk(inner, `${prefix}${name}.`, leaves);
    else leaves.set(`${prefix}${name}`, leaf(schema));
  }
}

function leaf(schema: TSchema): LeafSchema {
  const { type, enum: values, items, unit, description } = schema as Partial<LeafSchema>;
  return {
    type: type ?? 'string',
    ...(values && { enum: values }),
    ...(items && { items }),
    ...(unit && { unit }),
    ...(description && { description }),
  };
}

/** Does a type carry a trait? It does where a block of that name has the trait's very schema. */
export const carries = (type: AnyResourceType, trait: string): boolean => {
  const schema = (traits as Readonly<Record<string, TSchema>>)[trait];
  if (trait === 'attribution') return type.classOf !== undefined;
  return schema !== undefined && [type.facts, type.proofs].some((object) => propertiesOf(object)?.[trait] === schema);
};
