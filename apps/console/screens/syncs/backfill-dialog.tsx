import { type FormEvent, useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { texts as partTexts } from '#apps/console/parts/messages.ts';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/confirm.module.css';

/** Lets the next run read everything, or what changed for long. */
export function BackfillDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [since, setSince] = useState('');
  const backfill = useAction({
    run: (query: { since?: string }, key) =>
      api.POST('/api/v1/syncs/{id}/backfill', { params: { path: { id }, query, header: { 'idempotency-key': key } } }),
    changes: [['syncs'], ['health']],
    onDone: () => {
      announce(texts.backfilled);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    backfill.mutate(given({ since: since && new Date(since).toISOString() }));
  };
  return (
    <Dialog title={texts.backfillTitle} description={texts.backfillText} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField label={texts.since} type="datetime-local" value={since} onChange={setSince} />
        {backfill.error && <FailureNote failure={backfill.error} />}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{partTexts.cancel}</Button>
          <Button type="submit" kind="primary" isBusy={backfill.isPending}>
            {texts.backfillNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
