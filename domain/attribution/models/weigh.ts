import type { models } from '#domain/attribution/facts.ts';
import type { Path } from '#domain/attribution/path.ts';
import type { VersionSettings } from '#domain/attribution/version-settings.ts';
import { firstTouch, lastNonDirect, lastTouch, linear, positionBased } from './by-order.ts';
import { fullPath, timeDecay, wShaped } from './by-time.ts';
import { byCoefficient, type Learnt } from './learnt.ts';

/** The weights of a path's touches, in their order. Only the proportions count. */
type Weigh = (path: Path, settings: VersionSettings, learnt: Learnt) => bigint[];

/** One line a model. A path without touches has no weights, and is not weighed. */
export const weigh: Readonly<Record<(typeof models)[number], Weigh>> = {
  first_touch: firstTouch,
  last_touch: lastTouch,
  last_non_direct: lastNonDirect,
  linear,
  position_based: positionBased,
  time_decay: timeDecay,
  w_shaped: wShaped,
  full_path: fullPath,
  markov: (path, _, { markov }) => byCoefficient(path, markov),
  shapley: (path, _, { shapley }) => byCoefficient(path, shapley),
};
