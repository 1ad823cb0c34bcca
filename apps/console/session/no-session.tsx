import { useQueryClient } from '@tanstack/react-query';
import { api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { texts } from './messages.ts';
import { signedOut } from './session.ts';

/** Why nobody can be shown anything. Whoever may not be here, because their partner is suspended, can leave. */
export function NoSession({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const queries = useQueryClient();
  const signOut = useAction({
    run: (_: void) => api.POST('/auth/sign-out', { body: { everywhere: false } }),
    changes: [],
    onDone: () => signedOut(queries),
  });
  return (
    <>
      <FailureNote {...{ failure, onRetry }} />
      {failure.status === 403 && (
        <Button onClick={() => signOut.mutate()} isBusy={signOut.isPending}>
          {texts.signOut}
        </Button>
      )}
      {signOut.error && <FailureNote failure={signOut.error} />}
    </>
  );
}
