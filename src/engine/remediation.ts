import { type Static, Type } from 'typebox';
import { ruleFiles } from '../generated/rules.ts';
import { readYaml } from '../yaml/document.ts';

const RemediationSchema = Type.Object(
  { text: Type.String(), cli: Type.Optional(Type.String()), terraform: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

/** What to do: an imperative sentence first; `{name}`, `{arn}` and `{region}` stand for the resource's. */
export type Remediation = Static<typeof RemediationSchema>;

const FileSchema = Type.Record(Type.String(), RemediationSchema);

/** Type → requirement → what to do about it. */
export type Remediations = ReadonlyMap<string, Readonly<Record<string, Remediation>>>;

/** The remediations among the files of a `rules/` folder (path within it → text). Throws a usage Problem for one that can't be read. */
export const remediationsIn = (files: Readonly<Record<string, string>>): Remediations =>
  new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith('remediation/'))
      .map(([path, text]) => [path.replace('remediation/', '').replace('.yaml', ''), readYaml(text, `rules/${path}`, FileSchema).value]),
  );

/** What to do about what the program's own rules find. */
export const remediations: Remediations = remediationsIn(ruleFiles);
