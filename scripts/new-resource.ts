// npm run new:resource -- <service>.<thing> [client]: writes a type that compiles and lists, and its service's two files where it is new.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypes } from '../src/generated/resourceTypes.ts';
import { Problem } from '../src/problem.ts';
import { type Planned, runScaffold, type Scaffold } from './scaffold/command.ts';
import { callLine, camel, type ResourceWish, resourceFile, serviceFiles, typeParts } from './scaffold/resource.ts';
import { toFill } from './scaffold/rule.ts';
import { clientTypes, listOperationFor } from './scaffold/sdk-shape.ts';

interface KnownService {
  readonly file: string;
  readonly name: string;
  readonly client: string;
  readonly text: string;
}

/** The catalogue of a service that is asked already. */
function catalogueOf(service: string): KnownService | undefined {
  return readdirSync('src/calls')
    .map((file) => ({ file: file.replace('.ts', ''), text: readFileSync(join('src/calls', file), 'utf8') }))
    .flatMap(({ file, text }) => {
      const [, name, client] =
        new RegExp(`export const (\\w+) = calls<typeof import\\('([^']+)'\\)>\\(\\)\\('${service}'`).exec(text) ?? [];
      return name && client ? [{ file, name, client, text }] : [];
    })[0];
}

await runScaffold(([type, clientName]): Scaffold => {
  const { service, thing } = typeParts(
    type,
    resourceTypes.map((known) => known.type),
  );
  const known = catalogueOf(service);
  const client = known?.client ?? `@aws-sdk/client-${clientName ?? service}`;
  const types = clientTypes(client);
  if (types === undefined) {
    throw new Problem(
      'usage',
      `${client} is not installed: npm install --save-dev --save-exact ${client}, then run this again (another name of the client: npm run new:resource -- ${type} NAME).`,
    );
  }
  const operation = listOperationFor(client, types, thing);
  if (!operation)
    throw new Problem(
      'usage',
      `${client} has no List or Describe operation that speaks of "${thing}" and needs no input: name the type after what is listed.`,
    );
  const wish: ResourceWish = {
    type: `${service}.${thing}`,
    service,
    thing,
    client,
    operation,
    catalogue: { name: known?.name ?? camel(service), file: known?.file ?? service },
  };
  const calls: readonly Planned[] = known ? withCall(known, wish) : serviceFiles(wish);
  const resource = resourceFile(wish);
  return {
    files: [...calls, resource],
    steps: [
      ...(calls.length > 0
        ? [
            `In ${calls[0]?.path}, check the IAM action, the scope, and the errors that mean "not configured" (absent) and "deleted" (gone) in AWS's documentation.`,
          ]
        : []),
      ...(known
        ? [`In src/collect/services/, ask ${service}:${operation.name} if nothing asks it yet, and what else the facts need.`]
        : []),
      `In ${resource.path}, replace the fact by those that rules need, each with a description and, if it is a number, its unit (src/resources/traits.ts has what stores share).`,
      `Write your own words where it says "${toFill}".`,
      `Write ${resource.path.replace('.ts', '.test.ts')}: its facts, from answers as AWS gives them, and from answers that are lacking.`,
      `In rules/remediation/${wish.type}.yaml, say what to do, by requirement (of the traits that it carries too).`,
      `In rules/requirements.yaml, name ${wish.type} in the aspects that it shows; one that was nobody-yet becomes by: rules.`,
      `In test/emulator/seed/${wish.catalogue.file}.ts, put one of it into the emulated account.`,
      `npm run new:rule -- REQUIREMENT ID ${wish.type}`,
      'npm run generate',
      'npx tsc --noEmit && npx vitest run test/house',
    ],
  };
});

/** The catalogue with the call that lists; nothing to write where it has it. */
function withCall({ file, text }: KnownService, wish: ResourceWish): readonly Planned[] {
  if (new RegExp(`^  ${wish.operation.name}: `, 'm').test(text)) return [];
  const end = text.lastIndexOf('});');
  return [{ path: `src/calls/${file}.ts`, text: text.slice(0, end) + callLine(wish) + text.slice(end) }];
}
