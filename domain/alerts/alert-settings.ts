import { z } from 'zod';
import { ruleDescriptions } from './alert-rule.ts';
import type { AlertRule } from './finding.ts';

type RuleSchema<Rule extends AlertRule> = (typeof ruleDescriptions)[Rule]['settings'];
/** Every rule can be left out of the file. */
const schemas = Object.fromEntries(
  Object.entries(ruleDescriptions).map(([name, { settings }]) => [name, (settings as z.ZodObject).prefault({})]),
) as unknown as { [Rule in AlertRule]: z.ZodPrefault<RuleSchema<Rule>> };

/** `alerts` in config/partners-engine.yaml. */
export const Alerts = z.strictObject({
  /** Whether anybody looks for faults. If not, open alerts stay as they are. */
  watch: z.boolean().default(true),
  /** What each rule takes for wrong, and how urgent that is. */
  rules: z.strictObject(schemas).prefault({}),
});

/** Whether it is on, its severity and its thresholds. */
export type RuleSettings<Rule extends AlertRule> = z.infer<RuleSchema<Rule>>;
