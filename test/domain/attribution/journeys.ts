import type { models } from '#domain/attribution/facts.ts';
import { type Learnt, nothingLearnt } from '#domain/attribution/models/learnt.ts';
import { weigh } from '#domain/attribution/models/weigh.ts';
import { type Goal, type Path, pathTo, type Touch } from '#domain/attribution/path.ts';
import { shareOut } from '#domain/attribution/share-out.ts';
import { type VersionSettings, VersionSettings as Schema } from '#domain/attribution/version-settings.ts';

export const DAY_MS = 86_400_000;
export const settings = Schema.parse({});

/** Touches of partners one after the other, each with its age in days at the time of the goal. */
export const touchesOf = (partners: (string | null)[], ages = partners.map((_, index) => partners.length - index)): Touch[] =>
  partners.map((partnerId, index) => ({
    id: `tch_${String(index).padStart(3, '0')}`,
    partnerId,
    source: partnerId === null ? 'direct' : 'link',
    at: (ages[index] ?? 0) * -DAY_MS,
    isBot: false,
  }));

export const won: Goal = { kind: 'customer', at: 0, registeredBy: null, registeredAt: null };

export const pathOf = (touches: Touch[], over: Partial<VersionSettings> = {}): Path =>
  pathTo(won, { touches, conversions: [] }, { ...settings, ...over });

/** What each touch of a path gets of an amount. */
export function sharesOf(
  model: (typeof models)[number],
  amount: bigint,
  path: Path,
  over: Partial<VersionSettings> = {},
  learnt: Learnt = nothingLearnt,
) {
  return shareOut(amount, weigh[model](path, { ...settings, ...over }, learnt));
}
