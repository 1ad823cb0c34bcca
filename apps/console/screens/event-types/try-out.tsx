import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

/** Publishes an event of a type to one partner, and leads to its deliveries. */
export function TryOut({ type, example }: { type: string; example: unknown }) {
  const [data, setData] = useState(JSON.stringify(example ?? {}, null, 2));
  const [partnerId, setPartnerId] = useState('');
  const parsed = parse(data);
  const publish = useAction({
    run: (body: Schema<'PublishEvent'>, key) => api.POST('/api/v1/events', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['events'], ['deliveries']],
  });
  const submit = () => parsed && publish.mutate({ type, data: parsed, partner_ids: [partnerId.trim()] });
  return (
    <Section title={texts.tryOut}>
      <p>{texts.tryOutText}</p>
      <Form yes={texts.publish} action={publish} onSubmit={submit}>
        <TextField label={texts.partnerId} value={partnerId} onChange={setPartnerId} isRequired />
        <TextField {...{ label: texts.data, value: data, onChange: setData, lines: 10 }} error={parsed ? undefined : texts.notJson} />
      </Form>
      {publish.data && (
        <Note title={texts.published(publish.data.deliveries)} tone="good" isAlert>
          <Link href={`/events/${publish.data.id}`}>{texts.toEvent}</Link>{' '}
          <Link href={`/deliveries?event_id=${publish.data.id}`}>{texts.toDeliveries}</Link>
        </Note>
      )}
    </Section>
  );
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
