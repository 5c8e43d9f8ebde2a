import { type Static, Type } from 'typebox';
import { Problem } from '../problem.ts';
import { validator } from '../yaml/validator.ts';

/** run.json: what a run over many accounts is of, so that it can go on. Holds no secret. */
const RunHeaderSchema = Type.Object({
  accountsRun: Type.Literal(1),
  tool: Type.Object({ name: Type.String(), version: Type.String() }),
  asOf: Type.String(),
  /** The file is read anew when the run goes on; the organization's list is asked once. */
  source: Type.Union([
    Type.Object({ file: Type.String() }),
    Type.Object({
      listed: Type.Array(Type.Object({ id: Type.String({ pattern: '^\\d{12}$' }), name: Type.String(), state: Type.String() })),
      exclude: Type.Array(Type.String()),
    }),
  ]),
});

export type RunHeader = Static<typeof RunHeaderSchema>;
export type Source = RunHeader['source'];

export const headerText = (header: RunHeader): string => `${JSON.stringify(header, null, 2)}\n`;

/** Reads run.json. Throws a usage Problem of one sentence for what is none. */
export function readHeader(text: string, file: string): RunHeader {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  if (!validator(RunHeaderSchema)(value)) throw unreadable(file);
  const header = value as RunHeader;
  if (Number.isNaN(Date.parse(header.asOf))) throw unreadable(file);
  return header;
}

const unreadable = (file: string, cause?: unknown): Problem =>
  new Problem('usage', `${file} is not as dpp-audit writes it, so this run can't go on: begin a new one.`, { cause });
