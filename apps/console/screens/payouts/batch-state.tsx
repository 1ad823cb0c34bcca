import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'PayoutBatchState'>, Tone> = {
  collecting: 'calm',
  awaiting_approval: 'warn',
  sending: 'calm',
  awaiting_results: 'calm',
  finished: 'good',
  cancelled: 'calm',
  failed: 'bad',
};
const payoutTones: Record<Schema<'PayoutState'>, Tone> = { collected: 'calm', sent: 'calm', confirmed: 'good', failed: 'bad' };
export const payoutStates = Object.keys(payoutTones) as Schema<'PayoutState'>[];

export function BatchState({ state }: { state: Schema<'PayoutBatchState'> }) {
  return <Badge tone={tones[state]}>{texts.states[state]}</Badge>;
}

export function PayoutState({ state }: { state: Schema<'PayoutState'> }) {
  return <Badge tone={payoutTones[state]}>{texts.payoutStates[state]}</Badge>;
}
