import manifest from '../package.json' with { type: 'json' };

/** The program's name and version, as reports carry them. */
export const tool = { name: manifest.name, version: manifest.version } as const;

/** Where editors find a JSON Schema of ours: in the published package, of this very version. `name` is its file below schemas/. */
export const schemaAddress = (name: string): string => `https://unpkg.com/${tool.name}@${tool.version}/schemas/${name}`;
