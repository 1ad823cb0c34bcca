import type { Failure } from '#apps/console/api/failure.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import styles from './confirm.module.css';

interface ConfirmProps {
  title: string;
  text: string;
  action: { mutate: (input: void) => void; isPending: boolean; error: Failure | null };
  /** What the buttons do, in words. */
  yes: string;
  no: string;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, text, action, yes, no, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} description={text} onClose={onClose}>
      {action.error && <FailureNote failure={action.error} />}
      <div className={styles['buttons']}>
        <Button onClick={onClose}>{no}</Button>
        <Button kind="danger" onClick={() => action.mutate()} isBusy={action.isPending}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
