import type { DealDecision } from '#domain/deals/deal-decision.ts';

const required: Readonly<Record<DealDecision['decision'], readonly string[]>> = {
  approve: [],
  reject: ['reason'],
  ask_for_action: ['fields', 'comment'],
};

/** The error in a decision, for the person who entered it; null if it is valid. */
export function decisionFault(value: unknown): string | null {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const names = required[given['decision'] as DealDecision['decision']];
  if (!names) return `"decision" must be one of ${Object.keys(required).join(', ')}`;
  const missing = ['by', ...names].filter((name) => (name === 'fields' ? !isTexts(given[name]) : !isText(given[name])));
  return missing.length === 0 ? null : `missing: ${missing.join(', ')}`;
}

// PostgreSQL cannot store U+0000.
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= 2_000 && !value.includes('\0');
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.length <= 20 && value.every(isText);
