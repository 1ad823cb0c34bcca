import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const stateTones: Record<Schema<'AlertState'>, Tone> = { firing: 'bad', acknowledged: 'warn', resolved: 'good' };
const severityTones: Record<Schema<'AlertSeverity'>, Tone> = { critical: 'bad', warning: 'warn', info: 'calm' };
export const states = Object.keys(stateTones) as Schema<'AlertState'>[];
export const severities = Object.keys(severityTones) as Schema<'AlertSeverity'>[];

export function AlertState({ of: { state, severity } }: { of: Pick<Schema<'Alert'>, 'state' | 'severity'> }) {
  return (
    <>
      <Badge tone={stateTones[state]}>{texts.states[state]}</Badge>{' '}
      <Badge tone={severityTones[severity]}>{texts.severities[severity]}</Badge>
    </>
  );
}
