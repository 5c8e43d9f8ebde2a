import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, logger: false });
const compiled = new WeakMap<object, ValidateFunction>();

/** The validator of a schema, compiled once. */
export function validator(schema: TSchema): ValidateFunction {
  let made = compiled.get(schema);
  if (!made) compiled.set(schema, (made = ajv.compile(schema)));
  return made;
}
