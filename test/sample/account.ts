import { seedAws } from '../emulator/seed/aws.ts';
import { seedIdentities } from './identities.ts';
import { seedStores } from './stores.ts';
import { seedTrails } from './trails.ts';

/**
 * Makes the sample account in an empty emulator: what a small seller's SP-API application comes to, good and bad. One call after another, from
 * a fixed seed of the emulator's ids, so that each run makes the same account. What the emulator can't hold, the wire says: see wire.ts.
 */
export async function seedSample(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/moto-api/seed?a=4711`, { method: 'POST' });
  const aws = seedAws(endpoint);
  await seedIdentities(aws);
  await seedTrails(aws, await seedStores(aws));
}
