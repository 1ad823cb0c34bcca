import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'ReconciliationState'>, Tone> = {
  waiting: 'warn',
  running: 'calm',
  queued: 'calm',
  completed: 'good',
  incomplete: 'warn',
  failed: 'bad',
  skipped: 'calm',
  cancelled: 'calm',
};
export const states = Object.keys(tones) as Schema<'ReconciliationState'>[];

export function ReconciliationState({ state }: { state: Schema<'ReconciliationState'> }) {
  return <Badge tone={tones[state]}>{texts.states[state]}</Badge>;
}
