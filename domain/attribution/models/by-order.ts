import type { Path } from '#domain/attribution/path.ts';

/** Weights of touches by their order alone. All are for a path that has touches; they are whole numbers, of which only the proportions count. */
export const firstTouch = ({ touches }: Path): bigint[] => touches.map((_, index) => (index === 0 ? 1n : 0n));

export const lastTouch = ({ touches }: Path): bigint[] => touches.map((_, index) => (index === touches.length - 1 ? 1n : 0n));

/** A path of direct touches only belongs to the last of them. */
export function lastNonDirect(path: Path): bigint[] {
  const last = path.touches.findLastIndex(({ source }) => source !== 'direct');
  return last === -1 ? lastTouch(path) : path.touches.map((_, index) => (index === last ? 1n : 0n));
}

export const linear = ({ touches }: Path): bigint[] => touches.map(() => 1n);

/** Shares are decimals of at most this many places. */
const scale = 1e9;

/** The first and the last touch get their shares, those between them the rest, evenly. */
export function positionBased({ touches }: Path, shares: { first_share: number; last_share: number }): bigint[] {
  const [first, last] = [BigInt(Math.round(shares.first_share * scale)), BigInt(Math.round(shares.last_share * scale))];
  const between = BigInt(touches.length - 2);
  if (between < 0n) return [1n];
  if (between === 0n) return first + last === 0n ? [1n, 1n] : [first, last];
  const rest = BigInt(scale) - first - last;
  return touches.map((_, index) => (index === 0 ? first * between : index === touches.length - 1 ? last * between : rest));
}
