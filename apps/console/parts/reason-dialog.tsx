import { type FormEvent, useState } from 'react';
import type { Failure } from '#apps/console/api/failure.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import { TextField } from './text-field.tsx';
import styles from './confirm.module.css';

interface ReasonDialogProps {
  title: string;
  text: string;
  label: string;
  yes: string;
  no: string;
  action: { mutate: (reason: string) => void; isPending: boolean; error: Failure | null };
  onClose: () => void;
}

/** Asks for the reason before something that others will ask about. */
export function ReasonDialog({ title, text, label, yes, no, action, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') action.mutate(reason.trim());
  };
  return (
    <Dialog title={title} description={text} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField label={label} value={reason} onChange={setReason} isRequired />
        {action.error && <FailureNote failure={action.error} />}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{no}</Button>
          <Button type="submit" kind="danger" isBusy={action.isPending}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
