import type { RoleForm } from '../init/role.ts';
import { cloudFormationRole } from '../init/role-cloudformation.ts';
import { terraformRole } from '../init/role-terraform.ts';
import { type Extra, type WorkflowForm, workflow } from '../init/workflow.ts';
import { tool } from '../tool.ts';
import { textOf, writeNew } from './careful-write.ts';

/** Writes the CI job and the role where they are wanted; a file that is there stays as it is, and that is said. */
export function writeExtras(job: WorkflowForm | 'none', role: RoleForm | 'none'): void {
  const wanted = [...(job === 'none' ? [] : [workflow(job, tool)]), ...(role === 'none' ? [] : [roleFile(role)])];
  for (const { path, text } of wanted) process.stdout.write(`${written(path, text)}\n`);
}

const roleFile = (form: RoleForm): Extra =>
  form === 'cloudformation'
    ? { path: 'dpp-audit-role.yaml', text: cloudFormationRole() }
    : { path: 'dpp-audit-role.tf', text: terraformRole() };

function written(path: string, text: string): string {
  const there = textOf(path);
  if (there === text) return `${path} is there already, just so.`;
  if (there !== undefined) return `${path} is there already and differs: it stays as it is. Move it away and run init again for a new one.`;
  writeNew(path, text);
  return `Wrote ${path}`;
}
