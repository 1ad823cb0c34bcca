import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { texts } from './messages.ts';
import { type BulkKind, countMatching, useBulk } from './use-bulk.ts';
import styles from '#apps/console/parts/confirm.module.css';

interface BulkDialogProps {
  kind: BulkKind;
  selection: Schema<'DeadLetterSelection'>;
  onClose: () => void;
}

/** Replays or deletes all that match: how many, a yes, how far it is, a way to stop, what became of it. */
export function BulkDialog({ kind, selection, onClose }: BulkDialogProps) {
  const queries = useQueryClient();
  const isAll = Object.keys(selection).length === 0;
  const counted = useAnswer(['dead-letters', 'count', kind, selection], () => countMatching(kind, selection), { freshMs: 0 });
  const bulk = useBulk(kind, selection, () => void queries.invalidateQueries({ queryKey: ['dead-letters'] }));
  const failure = counted.error ?? bulk.failure;
  const total = counted.data?.count;
  const isReplay = kind === 'replay';
  return (
    <Dialog
      title={isReplay ? texts.replayTitle : texts.purgeTitle}
      description={isReplay ? texts.replayText : texts.purgeText}
      onClose={onClose}
    >
      {failure && <FailureNote failure={failure} onRetry={counted.error ? () => void counted.refetch() : bulk.start} />}
      <output>{reportOf(kind, bulk, total)}</output>
      {isAll && bulk.state === 'ready' && <p>{texts.everything}</p>}
      {bulk.state === 'done' && isReplay && <Link href="/deliveries?status=held&hold_reason=replay">{texts.see}</Link>}
      <div className={styles['buttons']}>
        {bulk.state === 'running' ? <Button onClick={bulk.stop}>{texts.stop}</Button> : <Button onClick={onClose}>{texts.close}</Button>}
        {bulk.state === 'ready' && total !== undefined && total > 0 && (
          <Button kind={isReplay ? 'primary' : 'danger'} onClick={bulk.start}>
            {isReplay ? texts.replay(total) : texts.purgeNow(total)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function reportOf(kind: BulkKind, { state, done }: ReturnType<typeof useBulk>, total: number | undefined): string {
  switch (state) {
    case 'ready':
      return total === undefined ? texts.counting : texts.matching(total);
    case 'running':
      return texts.progress(done, total ?? 0);
    case 'stopped':
      return texts.stopped(done);
    case 'done':
      return kind === 'replay' ? texts.replayed(done) : texts.purged(done);
  }
}
