import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';
import { remember } from '../remember.ts';

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, logger: false });
const compiled = new WeakMap<object, ValidateFunction>();

/** The validator of a schema, compiled once. */
export function validator(schema: TSchema): ValidateFunction {
  return remember(compiled, schema, () => ajv.compile(schema));
}
