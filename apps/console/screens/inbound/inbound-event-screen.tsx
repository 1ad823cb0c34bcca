import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { JsonText } from '#apps/console/parts/json-text.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { InboundStatus } from './inbound-status.tsx';
import { texts } from './messages.ts';

type Event = Schema<'InboundEventDetail'>;

const REFRESH_MS = 10_000;

/** One webhook of a vendor: what it said, what became of it, and the way to process it again. */
export function InboundEventScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Event>(
    ['inbound-events', id],
    (signal) => api.GET('/api/v1/inbound-events/{id}', { params: { path: { id } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  const replay = may('connections:write') && (
    <ActionButton
      {...{ label: texts.replay, changes: [['inbound-events']], kind: 'primary', done: texts.replayed }}
      run={(_, key) => api.POST('/api/v1/inbound-events/{id}/replay', { params: { path: { id }, header: { 'idempotency-key': key } } })}
    />
  );
  return (
    <Answered answer={answer}>
      {(event) => (
        <Page title={event.type} actions={replay}>
          {event.process_error !== null && (
            <Note title={texts.processError} tone="bad">
              <p>{event.process_error}</p>
            </Note>
          )}
          <Facts of={factsOf(event)} />
          <Section title={texts.payload}>
            {event.payload.body === null ? <p>{texts.noPayload}</p> : <JsonText value={readable(event.payload.body)} />}
          </Section>
        </Page>
      )}
    </Answered>
  );
}

function factsOf(event: Event) {
  return [
    [texts.status, <InboundStatus key="status" status={event.status} />],
    [texts.reason, event.reason],
    ['ID', <code key="id">{event.id}</code>],
    [texts.vendor, event.vendor],
    [
      texts.source,
      <Link key="source" href={`/inbound-events?source_id=${event.source_id}`}>
        {event.source_id}
      </Link>,
    ],
    [texts.externalId, event.external_id],
    [texts.effect, texts.effects[event.effect]],
    [texts.object, event.object],
    [texts.record, event.record_id],
    [texts.occurred, event.occurred_at && <Time key="occurred" at={event.occurred_at} />],
    [texts.received, <Time key="received" at={event.received_at} />],
    [texts.processed, event.processed_at && <Time key="processed" at={event.processed_at} />],
    [texts.replays, event.replays > 0 && event.replays],
  ] as const;
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
