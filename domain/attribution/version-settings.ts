import { z } from 'zod';
import { Attribution } from './attribution-settings.ts';

const { touch_sources, window_days, half_life_days, first_share, last_share, time_zone } = Attribution.shape;

/**
 * What a version computes its credits by: those of the `attribution` settings that change a credit or its day. What is left out has the value
 * of its default.
 */
export const VersionSettings = z
  .strictObject({ touch_sources, window_days, half_life_days, first_share, last_share, time_zone })
  .refine(({ first_share: first, last_share: last }) => first + last <= 1, {
    path: ['last_share'],
    error: 'must not exceed 1 together with first_share',
  })
  .meta({ id: 'AttributionVersionSettings' });
export type VersionSettings = z.infer<typeof VersionSettings>;

/** Those of the settings of the installation. */
export function versionSettings(settings: z.infer<typeof Attribution>): VersionSettings {
  const {
    touch_sources: sources,
    window_days: window,
    half_life_days: halfLife,
    first_share: first,
    last_share: last,
    time_zone: zone,
  } = settings;
  return { touch_sources: sources, window_days: window, half_life_days: halfLife, first_share: first, last_share: last, time_zone: zone };
}
