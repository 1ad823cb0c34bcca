import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'ConnectionStatus'>, Tone> = {
  pending: 'warn',
  active: 'good',
  paused: 'calm',
  action_required: 'bad',
  disconnecting: 'calm',
  disconnected: 'calm',
};
export const statuses = Object.keys(tones) as Schema<'ConnectionStatus'>[];

export function ConnectionStatus({ status }: { status: Schema<'ConnectionStatus'> }) {
  return <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>;
}
