import { expect, test } from 'vitest';
import { Turns } from '#apps/api/http/turns.ts';

/** How often the event loop goes round while somebody takes so many turns. */
async function roundsOf(turnsTaken: number, turns: Turns): Promise<number> {
  let rounds = 0;
  let going = true;
  const count = () => {
    rounds++;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  for (let taken = 0; taken < turnsTaken; taken++) await turns.next('caller');
  going = false;
  return rounds;
}

test('large requests take a turn in each round of the event loop, and leave most rounds to requests that are being served', async () => {
  const taken = 100;
  expect(await roundsOf(taken, new Turns(() => 0))).toBeLessThan(2 * taken);
  expect(await roundsOf(taken, new Turns(() => 1))).toBeGreaterThan(2 * taken);
});
