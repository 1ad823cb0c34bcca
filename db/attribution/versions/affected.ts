/** Times in milliseconds. */
interface Span {
  from: number;
  to: number;
}

/** What is to be credited anew: all facts of a root whose goals lie between two times, and single facts. */
export interface Affected {
  roots: Map<string, Span>;
  conversionIds: Set<string>;
  revenueIds: Set<string>;
  costIds: Set<string>;
}

export const everything: Span = { from: -Infinity, to: Infinity };

export const nothingAffected = (): Affected => ({ roots: new Map(), conversionIds: new Set(), revenueIds: new Set(), costIds: new Set() });

/** Widens what is affected of a root. */
export function affectRoot({ roots }: Affected, root: string, { from, to }: Span): void {
  const known = roots.get(root);
  roots.set(root, known === undefined ? { from, to } : { from: Math.min(known.from, from), to: Math.max(known.to, to) });
}

/**
 * Divides what is affected into parts of at most so many roots, or single facts of no root. The facts of a root are in its part, so that each part is
 * credited alone, and nothing twice.
 */
export function* divide(affected: Affected, rootOf: ReadonlyMap<string, string | null>, size: number): Generator<Affected> {
  const groups = new Map<string, Affected>();
  const groupOf = (id: string): Affected => {
    const root = rootOf.get(id) ?? null;
    const key = root === null ? `fact ${id}` : `root ${root}`;
    const group = groups.get(key) ?? nothingAffected();
    groups.set(key, group);
    return group;
  };
  for (const [root, span] of affected.roots) groups.set(`root ${root}`, { ...nothingAffected(), roots: new Map([[root, span]]) });
  for (const kind of ['conversionIds', 'revenueIds', 'costIds'] as const) for (const id of affected[kind]) groupOf(id)[kind].add(id);
  const all = [...groups.values()];
  for (let start = 0; start < all.length; start += size) yield merged(all.slice(start, start + size));
}

function merged(parts: readonly Affected[]): Affected {
  const sum = nothingAffected();
  for (const part of parts) {
    for (const [root, span] of part.roots) sum.roots.set(root, span);
    for (const kind of ['conversionIds', 'revenueIds', 'costIds'] as const) for (const id of part[kind]) sum[kind].add(id);
  }
  return sum;
}
