import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { ProviderButton } from './provider-button.tsx';
import { signedIn, type SignedIn } from './session.ts';
import styles from './sign-in.module.css';

/** E-mail address and password. `email`: of whom it asks only the password. */
export function SignInForm({ email: known = '' }: { email?: string }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const signIn = useMutation<SignedIn, Failure>({
    mutationFn: () => answerOf<SignedIn>(api.POST('/auth/sign-in', { body: { email, password } })),
    onSuccess: (who) => signedIn(queries, who),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextField label={texts.email} type="email" autoComplete="username" value={email} onChange={setEmail} isRequired />
      <TextField
        {...{ label: texts.password, type: 'password', autoComplete: 'current-password', value: password, onChange: setPassword }}
        isRequired
      />
      {signIn.error && <FailureNote failure={signIn.error} />}
      <Button type="submit" kind="primary" isBusy={signIn.isPending}>
        {signIn.isPending ? texts.working : texts.submit}
      </Button>
      <ProviderButton email={email} isInNewTab={known !== ''} />
    </form>
  );
}
