import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'EndpointState'>, Tone> = { enabled: 'good', disabled: 'bad', paused: 'calm' };
export const states = Object.keys(tones) as Schema<'EndpointState'>[];

/** What it was told to do and, if it fails, that its breaker is open. */
export function EndpointState({ of: { state, breaker } }: { of: Pick<Schema<'Endpoint'>, 'state' | 'breaker'> }) {
  return (
    <>
      <Badge tone={tones[state]}>{texts.states[state]}</Badge>{' '}
      {breaker.state !== 'closed' && <Badge tone="warn">{`${texts.breaker}: ${texts.breakers[breaker.state]}`}</Badge>}
    </>
  );
}
