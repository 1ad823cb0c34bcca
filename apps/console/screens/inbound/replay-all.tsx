import { useState } from 'react';
import { answerOf, api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/confirm.module.css';

type Selection = Schema<'InboundEventSelection'>;

/** Processes all events again that match the filters: the number first. */
export function ReplayAll({ selection }: { selection: Selection }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.replayAll}</Button>
      {isOpen && <ReplayDialog selection={selection} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReplayDialog({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const asked = Object.keys(selection).length === 0 ? { all: true as const } : selection;
  const counted = useAnswer(
    ['inbound-events', 'count', asked],
    () => api.POST('/api/v1/inbound-events/replay', { body: { ...asked, dry_run: true } }),
    { freshMs: 0 },
  );
  const replay = useAction({
    run: async (_: void, key) => ({ data: await replayEach(asked, key) }),
    changes: [['inbound-events']],
  });
  const total = counted.data?.count;
  const failure = counted.error ?? replay.error;
  return (
    <Dialog title={texts.replayTitle} description={texts.replayText} onClose={onClose}>
      {failure && <FailureNote failure={failure} />}
      <output>{replay.data === undefined ? total !== undefined && texts.matching(total) : texts.replayedAll(replay.data)}</output>
      <div className={styles['buttons']}>
        <Button onClick={onClose}>{texts.close}</Button>
        {replay.data === undefined && total !== undefined && total > 0 && (
          <Button kind="primary" onClick={() => replay.mutate()} isBusy={replay.isPending}>
            {texts.replayThese(total)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** One call processes a bounded part. With the same key, each part has its effect once. */
async function replayEach(asked: Selection, key: string): Promise<number> {
  let done = 0;
  let cursor: string | null = null;
  do {
    const part: Schema<'ReplayInboundEventsResult'> = await answerOf(
      api.POST('/api/v1/inbound-events/replay', {
        params: { header: { 'idempotency-key': `${key}-${cursor ?? ''}` } },
        body: { ...asked, ...(cursor !== null && { cursor }) },
      }),
    );
    done += part.count;
    cursor = part.next_cursor;
  } while (cursor !== null);
  return done;
}
