import { hash } from 'node:crypto';

/** A flag's setting for all partners. */
export interface FeatureFlag {
  name: string;
  description: string;
  enabled: boolean;
  /** Share of the partners, if enabled; null means all. */
  rolloutPercent: number | null;
}

export interface FlagState {
  enabled: boolean;
  because: 'override' | 'on' | 'off' | 'rollout';
}

/** Whether a flag is on for a partner. A partner keeps its place as a rollout grows, so no partner is switched off again. */
export function evaluateFlag(flag: FeatureFlag, partnerId: string, override: boolean | undefined): FlagState {
  if (override !== undefined) return { enabled: override, because: 'override' };
  if (!flag.enabled) return { enabled: false, because: 'off' };
  if (flag.rolloutPercent === null) return { enabled: true, because: 'on' };
  return { enabled: placeOf(flag.name, partnerId) < flag.rolloutPercent, because: 'rollout' };
}

/** A number in [0, 100), evenly distributed. Each flag orders the partners differently. */
function placeOf(flag: string, partnerId: string): number {
  return (Number.parseInt(hash('sha256', `${flag}:${partnerId}`, 'hex').slice(0, 8), 16) / 2 ** 32) * 100;
}
