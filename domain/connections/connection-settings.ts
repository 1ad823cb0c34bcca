import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';

/** `connections` in config/partners-engine.yaml. */
export const Connections = z.strictObject({
  /** How long data that was cached of a vendor is kept after the disconnection, in days. Credentials are erased at once. */
  erase_after_days: wholeNumber(0, 365).default(30),
});
