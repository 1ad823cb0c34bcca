import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { texts } from './messages.ts';

interface ProviderButtonProps {
  email: string;
  /** In a tab of its own: the page behind keeps what was typed, and goes on when somebody returns to it. */
  isInNewTab: boolean;
}

/** Leads to the identity provider of the address's company, and back to this view. */
export function ProviderButton({ email, isInNewTab }: ProviderButtonProps) {
  const find = useMutation<Schema<'SignInWay'>, Failure>({
    mutationFn: () => answerOf<Schema<'SignInWay'>>(api.POST('/auth/sso', { body: { email } })),
    onSuccess: ({ connection }) => {
      if (!connection) return;
      const returnTo = isInNewTab ? '/console' : `${location.pathname}${location.search}`;
      const url = `${connection.url}?${new URLSearchParams({ return_to: returnTo })}`;
      if (isInNewTab) open(url, '_blank', 'noopener');
      else location.assign(url);
    },
  });
  return (
    <>
      {find.error && <FailureNote failure={find.error} />}
      {find.data?.connection === null && <output>{texts.noProvider}</output>}
      <Button onClick={() => find.mutate()} isBusy={find.isPending} isDisabled={email === ''}>
        {texts.provider}
      </Button>
    </>
  );
}
