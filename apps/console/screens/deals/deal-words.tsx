import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'DealConflictLevel'>, Tone> = { clear: 'good', possible: 'warn', conflict: 'bad' };
export const conflictLevels = Object.keys(tones) as Schema<'DealConflictLevel'>[];

export function Conflict({ level }: { level: Schema<'DealConflictLevel'> | null }) {
  return level && <Badge tone={tones[level]}>{texts.conflicts[level]}</Badge>;
}
