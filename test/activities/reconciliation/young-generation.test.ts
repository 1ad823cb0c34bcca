import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Makes garbage of which enough survives that V8 lets the young generation grow, and prints how large it is then in MB. */
const script = (each: string) => `
  import { boundYoungGeneration, unboundYoungGeneration } from '#activities/reconciliation/young-generation.ts';
  import { getHeapSpaceStatistics } from 'node:v8';
  const sizeMb = () => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size / 1024 ** 2;
  let kept = [];
  let largestMb = 0;
  for (let n = 0; n < 4_000; n++) {
    ${each}
    for (let i = 0; i < 1_000; i++) kept.push({ i, text: 'x' + i });
    if (kept.length > 100_000) kept = [];
    largestMb = Math.max(largestMb, sizeMb());
  }
  console.log(largestMb);`;

async function largestMb(each: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script(each)]);
  return Number(stdout);
}

test('the young generation stays near 32 MB while it is bounded, and grows again after that', async () => {
  expect(await largestMb('boundYoungGeneration();')).toBeLessThan(64);
  expect(await largestMb('n < 2_000 ? boundYoungGeneration() : unboundYoungGeneration();')).toBeGreaterThanOrEqual(64);
});
