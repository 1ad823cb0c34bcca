import { models } from './facts.ts';
import { type Learnt } from './models/learnt.ts';
import { weigh } from './models/weigh.ts';
import type { Path } from './path.ts';
import { shareOut } from './share-out.ts';
import type { VersionSettings } from './version-settings.ts';

/** Whom a path belongs to, model by model. */
export interface PartnerWeights {
  /** Ordered by id, which decides between equal remainders. The company itself is the empty one. */
  partners: readonly string[];
  /** In the order of `models`; each has a weight a partner. */
  byModel: readonly (readonly bigint[])[];
}

/** A path without touches belongs to the company itself. */
const ownPath: PartnerWeights = { partners: [''], byModel: models.map(() => [1n]) };

/** The touches of a partner add up. */
export function partnerWeights(path: Path, settings: VersionSettings, learnt: Learnt): PartnerWeights {
  if (path.touches.length === 0) return ownPath;
  const partners = [...new Set(path.touches.map(({ partnerId }) => partnerId ?? ''))].toSorted();
  const places = path.touches.map(({ partnerId }) => partners.indexOf(partnerId ?? ''));
  const byModel = models.map((model) => {
    const weights = partners.map(() => 0n);
    for (const [index, weight] of weigh[model](path, settings, learnt).entries()) {
      const place = places[index] ?? 0;
      weights[place] = (weights[place] ?? 0n) + weight;
    }
    return weights;
  });
  return { partners, byModel };
}

/** An amount or a count, shared out by each model: of each partner in their order, its share in the order of `models`. */
export function shareByModel(total: bigint, { partners, byModel }: PartnerWeights): bigint[][] {
  const shares = byModel.map((weights) => shareOut(total, weights));
  return partners.map((_, place) => shares.map((of) => of[place] ?? 0n));
}
