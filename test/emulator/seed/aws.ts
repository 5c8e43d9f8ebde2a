/** The emulated account that seeds write to. */
export interface SeedAws {
  /** A client of the SDK for a region: `aws.client(S3Client, 'eu-west-1')`. Made once. */
  client<C>(Client: new (config: object) => C, region: string): C;
}

export const seedAccount = '123456789012';

/** An emulated AWS at an address. Any credentials will do there. */
export function seedAws(endpoint: string): SeedAws {
  const made = new Map<string, unknown>();
  return {
    client<C>(Client: new (config: object) => C, region: string): C {
      const key = `${Client.name} ${region}`;
      const config = { endpoint, region, forcePathStyle: true, credentials: { accessKeyId: 'seed', secretAccessKey: 'seed' } };
      const client = (made.get(key) as C | undefined) ?? new Client(config);
      made.set(key, client);
      return client;
    },
  };
}

/** A policy document from its statements, as text. */
export const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
