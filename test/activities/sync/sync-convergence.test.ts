import { expect, test } from 'vitest';
import { convergeAtRandom } from '#test/support/sync-convergence.ts';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

const PAIRS = 40;

test('random edits on both sides while two workers sync over failing vendors end as the owner rules say, with nothing doubled or lost', async () => {
  const found = await convergeAtRandom(await startTwoHubSpots(), { pairs: PAIRS, rounds: 12, editsARound: 60, seed: 7 });
  expect(found).toEqual({ edits: 720, mismatches: [], records: { a: PAIRS, b: PAIRS } });
});
