import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';

/** `syncs` in config/partners-engine.yaml. */
export const Syncs = z.strictObject({
  /** How long runs, writes and conflicts are kept after they ended, in days. */
  retention_days: wholeNumber(7, 3650).default(90),
});
