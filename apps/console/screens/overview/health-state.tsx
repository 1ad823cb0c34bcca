import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

type State = Schema<'HealthState'>;

const tones: Record<State, Tone> = {
  action_required: 'bad',
  paused: 'calm',
  held: 'warn',
  partial: 'warn',
  waiting_for_quota: 'warn',
  delayed: 'warn',
  syncing: 'good',
  healthy: 'good',
};

/** The worst first, as people look for them. */
export const states = Object.keys(tones) as State[];
export const toneOf = (state: State): Tone => tones[state];

export function HealthState({ state }: { state: State }) {
  return <Badge tone={tones[state]}>{texts.states[state]}</Badge>;
}
