import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ruleFiles } from '../generated/rules.ts';
import { fileReason, type Issue, type Place, Problem } from '../problem.ts';
import { checkYaml } from '../yaml/document.ts';
import { RuleSchema, type RuleSource } from './rule.ts';

/** A rule with where it stands. */
export interface LoadedRule {
  readonly source: RuleSource;
  readonly file: string;
  readonly text: string;
  /** One of the user's own. */
  readonly own: boolean;
  readonly place: (path: readonly (string | number)[]) => Place;
}

/** A rule's file: its path as findings and errors name it, and its text. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
  readonly own: boolean;
}

/** Folders below rules/ that hold what is no rule: what rules are filled from, what is done about them, what is asked of people. */
const otherFolders: readonly string[] = ['editions', 'remediation', 'questions'];

/** Is a file below rules/ (its path within it) a rule? */
export const isRule = (path: string): boolean => path.includes('/') && !otherFolders.includes(path.slice(0, path.indexOf('/')));

/** The program's own rules as files. */
const builtIn = (): RuleFile[] =>
  Object.entries(ruleFiles)
    .filter(([path]) => isRule(path))
    .map(([path, text]) => ({ file: `rules/${path}`, text, own: false }));

/** Every YAML file below the folders, in a stable order. */
function ownFiles(folders: readonly string[]): RuleFile[] {
  return folders.flatMap((folder) => {
    let names: string[];
    try {
      names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    } catch (cause) {
      throw new Problem(
        'usage',
        `The folder of rules ${folder} can't be read: ${fileReason(cause, 'folder')}. Give an existing folder to --rules.`,
        { cause },
      );
    }
    const found = names.filter((name) => /\.ya?ml$/.test(name)).sort();
    if (found.length === 0)
      throw new Problem('usage', `The folder of rules ${folder} holds no .yaml file: put rules there, or leave out --rules.`);
    return found.map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8'), own: true }));
  });
}

/** Loads the program's rules and those below the user's folders; throws one Problem with everything that their form has wrong. */
export const loadRules = (folders: readonly string[] = []): readonly LoadedRule[] => rulesOf([...builtIn(), ...ownFiles(folders)]);

/** Reads rules from their files; throws one Problem with everything that their form has wrong. */
export function rulesOf(files: readonly RuleFile[]): readonly LoadedRule[] {
  const issues: Issue[] = [];
  const rules = files.flatMap(({ file, text, own }): LoadedRule[] => {
    const { document, issues: wrong } = checkYaml(text, file, RuleSchema);
    issues.push(...wrong);
    return wrong.length > 0 ? [] : [{ source: document.value, file, text, own, place: document.place }];
  });
  const seen = new Map<string, LoadedRule>();
  for (const rule of rules) {
    const { id } = rule.source;
    if (basename(rule.file).replace(/\.ya?ml$/, '') !== id) {
      issues.push({ message: `the id \`${id}\` should be the file's name: rename one of them.`, place: rule.place(['id']) });
    }
    const other = seen.get(id);
    if (other)
      issues.push({ message: `there is a rule \`${id}\` in ${other.file} already: choose another id.`, place: rule.place(['id']) });
    seen.set(id, rule);
  }
  if (issues.length > 0) throw new Problem('usage', issues);
  return rules;
}
