import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

type Status = Schema<'DeliveryStatus'>;

const tones: Record<Status, Tone> = {
  pending: 'calm',
  retrying: 'warn',
  held: 'warn',
  delivered: 'good',
  dead_lettered: 'bad',
  cancelled: 'calm',
};

export const statuses = Object.keys(tones) as Status[];
export const toneOf = (status: Status): Tone => tones[status];

export function DeliveryStatus({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>;
}
