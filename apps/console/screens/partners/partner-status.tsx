import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

type Status = Schema<'PartnerStatus'>;

const tones: Record<Status, Tone> = { pending: 'warn', active: 'good', suspended: 'bad', deleted: 'calm' };
export const statuses = Object.keys(tones) as Status[];

export function PartnerStatus({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>;
}
