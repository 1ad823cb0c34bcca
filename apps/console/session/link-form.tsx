import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { signedIn, type SignedIn } from './session.ts';
import styles from './sign-in.module.css';

const MIN_PASSWORD = 12;

/** Chooses a password with a one-time link. Its secret is after the #, so no server has seen it. */
export function LinkForm({ link }: { link: string }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [password, setPassword] = useState('');
  const isShort = password.length < MIN_PASSWORD;
  const choose = useMutation<SignedIn, Failure>({
    mutationFn: () => answerOf<SignedIn>(api.POST('/auth/link', { body: { link, password } })),
    onSuccess: (who) => {
      // It is used, and nobody shall find it in the history.
      navigate('/', { replace: true });
      signedIn(queries, who);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isShort) choose.mutate();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextField
        {...{ label: texts.newPassword, type: 'password', autoComplete: 'new-password', value: password, onChange: setPassword }}
        error={password !== '' && isShort ? texts.tooShort : undefined}
        isRequired
      />
      {choose.error && <FailureNote failure={choose.error} />}
      <Button type="submit" kind="primary" isBusy={choose.isPending}>
        {texts.choose}
      </Button>
    </form>
  );
}
