import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { PublicStatusSettings } from './public-status.ts';

/** A promise of 100 % has no error budget. */
const Percent = z.number().min(50).max(99.999);
const WithinS = wholeNumber(1, 86_400);

/** What is promised. */
const Objectives = z.strictObject({
  /** Deliveries that arrive, of those that were tried. */
  delivery_success_percent: Percent.default(99.5),
  /** Deliveries that arrive within so many seconds, and how many should. */
  delivery_within_s: WithinS.default(60),
  delivery_within_percent: Percent.default(99),
  /** The time in which records can be read and written when they should. */
  freshness_percent: Percent.default(99),
});
type Objectives = z.infer<typeof Objectives>;

/** `health` in config/partners-engine.yaml. */
export const Health = z.strictObject({
  /** How long the history of states is kept, in days. The trend needs 14. */
  history_days: wholeNumber(14, 3650).default(90),
  /** Whether the status pages of vendors in use are read. */
  vendor_status: z.boolean().default(true),
  public_status: PublicStatusSettings.prefault({}),
  objectives: Objectives.prefault({}),
  /** What is promised otherwise to single partners, and of single connections and syncs, by their ids. */
  objectives_of: boundedRecord(
    z.string().regex(/^(ptn|con|syn)_[a-z0-9]{1,60}$/, { error: 'must be the id of a partner, a connection or a sync' }),
    z.strictObject({
      delivery_success_percent: Percent.optional(),
      delivery_within_s: WithinS.optional(),
      delivery_within_percent: Percent.optional(),
      freshness_percent: Percent.optional(),
    }),
    1_000,
  ).default({}),
});
type Health = z.infer<typeof Health>;

/** What is promised to a partner, or of a connection or a sync. */
export function objectivesFor({ objectives, objectives_of: byId }: Health, id: string): Objectives {
  const own = Object.hasOwn(byId, id) ? byId[id] : undefined;
  return {
    delivery_success_percent: own?.delivery_success_percent ?? objectives.delivery_success_percent,
    delivery_within_s: own?.delivery_within_s ?? objectives.delivery_within_s,
    delivery_within_percent: own?.delivery_within_percent ?? objectives.delivery_within_percent,
    freshness_percent: own?.freshness_percent ?? objectives.freshness_percent,
  };
}
