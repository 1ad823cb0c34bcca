import { z } from 'zod';

/** How urgent a platform event is, which is also the level of its line in the log. */
type Severity = 'error' | 'warn' | 'info';

interface PlatformEventType<Shape extends z.ZodRawShape> {
  severity: Severity;
  /** What happened. It begins the line of the log. */
  message: string;
  /** What the operator can do. */
  remedy: string;
  /** The section of the runbook. */
  runbook?: string;
  data: z.ZodObject<Shape>;
  example: z.infer<z.ZodObject<Shape>>;
}

/** Infers the shape of `data`, which the example must have. */
export const type = <Shape extends z.ZodRawShape>(
  severity: Severity,
  { data, ...rest }: Omit<PlatformEventType<Shape>, 'severity' | 'data'> & { data: Shape },
): PlatformEventType<Shape> => ({ severity, data: z.object(data), ...rest });

/** Longer texts are cut. */
export const MAX_TEXT = 5_000;
export const text = z.string().max(MAX_TEXT);

export const id = (prefix: string) => z.string().max(64).describe(`ID (\`${prefix}_…\`)`);
export const reason = { reason: text.describe('Why, in words') };
