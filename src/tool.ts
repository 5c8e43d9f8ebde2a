import manifest from '../package.json' with { type: 'json' };

/** The program's name and version, as reports carry them. */
export const tool = { name: manifest.name, version: manifest.version } as const;
