import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of it together. A page is garbage as soon as it is stored, so a larger one is collected less often, and no better. */
const MAX_BYTES = 32 * 1024 ** 2;

/**
 * V8 lets the young generation grow to 128 MB in a process that reads much, which is more than all else that a night needs. Called again and
 * again while a night goes on: it ends the growth there. Where it has grown for another reason, it stays as it is.
 */
export function boundYoungGeneration(): void {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  setGrowth(young !== undefined && young.space_size >= MAX_BYTES ? 1 : DOUBLING);
}

export const unboundYoungGeneration = (): void => setGrowth(DOUBLING);

/** What V8 does by itself. */
const DOUBLING = 2;

const setGrowth = (factor: number): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);
