import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workflow, workflowForms } from './workflow.ts';

const tool = { name: 'dpp-audit', version: '1.2.3' };

describe.each(workflowForms)('the nightly job of %s', (form) => {
  const { path, text } = workflow(form, tool);

  it('is YAML, and runs this version', () => {
    expect(parse(text)).toBeTypeOf('object');
    expect(text.match(/dpp-audit@[\d.]+/g)).toEqual(Array(3).fill('dpp-audit@1.2.3'));
    expect(path).toMatch(/\.yml$/);
  });

  it('has no key of AWS', () => {
    expect(text).not.toMatch(/ACCESS_KEY|secrets\./);
  });
});

it('GitHub: the job may read the code and ask for a token, and nothing else', () => {
  const { jobs, permissions, on } = parse(workflow('github', tool).text);
  expect(permissions).toEqual({});
  expect(jobs.audit.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
});

it('GitLab: the exit code of the audit is the exit code of the job', () => {
  const { script, id_tokens } = parse(workflow('gitlab', tool).text)['dpp-audit'];
  expect(script.at(-1)).toBe('exit "$code"');
  expect(Object.values(id_tokens)).toEqual([{ aud: 'https://gitlab.com' }]);
});
