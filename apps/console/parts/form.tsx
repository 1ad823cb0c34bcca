import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '#apps/console/api/failure.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import styles from './form.module.css';

interface FormProps {
  children: ReactNode;
  /** What sending it does, in words. */
  yes: string;
  onSubmit: () => void;
  action: { isPending: boolean; error: Failure | null };
}

/** Fields below each other, why the API refused them, and the button that sends them. */
export function Form({ children, yes, onSubmit, action }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!action.isPending) onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      {children}
      {action.error && <FailureNote failure={action.error} />}
      <Button type="submit" kind="primary" isBusy={action.isPending}>
        {yes}
      </Button>
    </form>
  );
}
