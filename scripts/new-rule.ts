// npm run new:rule -- <requirement> <id> <type|trait:name>: writes a rule that compiles, and what to do where its types lack that.
import { loadRules } from '../src/engine/load.ts';
import { readProject, runScaffold, type Scaffold } from './scaffold/command.ts';
import { remediationText, ruleText, ruleWish, toFill, typesWithoutAspect } from './scaffold/rule.ts';

await runScaffold((words): Scaffold => {
  const wish = ruleWish(
    words,
    loadRules().map((rule) => rule.source.id),
  );
  const rule = { path: `rules/${wish.requirement}/${wish.id}.yaml`, text: ruleText(wish) };
  const remedies = wish.types.flatMap(({ type }) => {
    const path = `rules/remediation/${type}.yaml`;
    const existing = readProject(path);
    const added = remediationText(wish.requirement, existing);
    return added ? [{ path, text: existing + added }] : [];
  });
  const homeless = typesWithoutAspect(wish);
  return {
    files: [rule, ...remedies],
    steps: [
      `In ${rule.path}, write your own words where it says "${toFill}", the severity, and what is expected of which fact (docs/resources.md).`,
      'Give it examples: at each limit and one beyond, one that fails for each line of expect, one for each way to be unknown.',
      ...(remedies.length > 0 ? [`Say what to do in ${remedies.map(({ path }) => path).join(', ')}.`] : []),
      ...(homeless.length > 0
        ? [
            `In rules/requirements.yaml, let an aspect of ${wish.requirement} look at ${homeless.join(', ')} (by: rules; where an aspect names its rules, ${wish.id} among them).`,
          ]
        : []),
      'npm run generate',
      'npx vitest run src/engine test/house',
    ],
  };
});
