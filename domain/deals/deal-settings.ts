import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';

/** `deals` in config/partners-engine.yaml. */
export const Deals = z.strictObject({
  /** How long imports are kept after they finished, in days. Their deals stay. */
  import_retention_days: wholeNumber(7, 3650).default(90),
});
