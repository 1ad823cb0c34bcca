import { hash } from 'node:crypto';

/** How many known companies have a match key, for keys that several have. What many have says little of each. */
export type Crowd = Record<string, number>;

/** From how many companies on a key counts as common. */
export const leastCrowd = 5;

export const crowdOf = (crowd: Crowd, key: string): number => crowd[shortKey(key)] ?? 1;

/** Keys fit into an index entry. */
export function shortKey(key: string): string {
  return key.length <= 64 ? key : `${key.slice(0, 2)}${hash('sha256', key, 'hex').slice(0, 32)}`;
}
