import { onTestFinished } from 'vitest';
import { openTwoHubSpots, type TwoHubSpots } from './hubspot-pair.ts';
import { createDatabase } from './services.ts';

export type { TwoHubSpots } from './hubspot-pair.ts';

/** Two fakes that are kept the same, with a database of their own, until the test ends. */
export async function startTwoHubSpots(): Promise<TwoHubSpots> {
  const database = await createDatabase();
  const world = await openTwoHubSpots(database.url);
  onTestFinished(async () => {
    await world.close();
    await database.drop();
  });
  return world;
}
