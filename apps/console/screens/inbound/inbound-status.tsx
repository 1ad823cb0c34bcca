import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'InboundEventStatus'>, Tone> = { pending: 'calm', processed: 'good', failed: 'bad', superseded: 'calm' };
export const statuses = Object.keys(tones) as Schema<'InboundEventStatus'>[];

export function InboundStatus({ status }: { status: Schema<'InboundEventStatus'> }) {
  return <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>;
}
