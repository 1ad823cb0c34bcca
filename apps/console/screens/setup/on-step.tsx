import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { MappingOf } from '#apps/console/screens/syncs/mapping.tsx';
import { texts } from './messages.ts';

/** From here on it writes for good. */
export function OnStep({ sync }: { sync: Schema<'Sync'> }) {
  const { id, state } = sync;
  if (state === 'active') {
    return (
      <Note title={texts.isOn} tone="good" action={<Link href={`/syncs/${id}`}>{texts.toSync}</Link>}>
        <p>{texts.isOnText}</p>
      </Note>
    );
  }
  return (
    <>
      <MappingOf mapping={sync.mapping} />
      <ConfirmButton
        {...{ label: texts.switchOn, kind: 'primary', changes: [['syncs'], ['health']], done: texts.isOn }}
        ask={{ title: texts.switchOn, text: texts.switchOnText, yes: texts.switchOnNow }}
        run={(_, key) => api.POST('/api/v1/syncs/{id}/resume', { params: { path: { id }, header: { 'idempotency-key': key } } })}
      />
    </>
  );
}
