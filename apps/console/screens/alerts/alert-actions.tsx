import { api } from '#apps/console/api/client.ts';
import { serverNow } from '#apps/console/api/clock.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { texts } from './messages.ts';

const changes = [['alerts']];
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(serverNow() + hours * HOUR_MS).toISOString();

/** Who has it, and whether it is told meanwhile. What is over needs nobody. */
export function AlertActions({ of: { id, state, snoozed_until } }: { of: Schema<'Alert'> }) {
  if (state === 'resolved') return null;
  const params = (key: string) => ({ path: { id }, header: { 'idempotency-key': key } });
  const snooze = (until: string | null, key: string) => api.POST('/api/v1/alerts/{id}/snooze', { params: params(key), body: { until } });
  return (
    <>
      {state === 'firing' ? (
        <ActionButton
          {...{ label: texts.acknowledge, changes, kind: 'primary', done: texts.acknowledged }}
          run={(_, key) => api.POST('/api/v1/alerts/{id}/acknowledge', { params: params(key) })}
        />
      ) : (
        <ActionButton
          {...{ label: texts.unacknowledge, changes, done: texts.unacknowledged }}
          run={(_, key) => api.POST('/api/v1/alerts/{id}/unacknowledge', { params: params(key) })}
        />
      )}
      {snoozed_until === null ? (
        <>
          <ActionButton {...{ label: texts.snoozeHour, changes, done: texts.snoozed }} run={(_, key) => snooze(inHours(1), key)} />
          <ActionButton {...{ label: texts.snoozeDay, changes, done: texts.snoozed }} run={(_, key) => snooze(inHours(24), key)} />
        </>
      ) : (
        <ActionButton {...{ label: texts.unsnooze, changes, done: texts.unsnoozed }} run={(_, key) => snooze(null, key)} />
      )}
    </>
  );
}
