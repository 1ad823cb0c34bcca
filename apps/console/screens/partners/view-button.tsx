import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { signedIn } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

/** Leads to the console as the partner sees it. */
export function ViewButton({ partnerId }: { partnerId: string }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const begin = useAction({
    run: () => api.POST('/auth/view', { body: { partner_id: partnerId } }),
    changes: [],
    onDone: (who) => {
      navigate('/');
      signedIn(queries, who);
    },
  });
  return (
    <>
      {begin.error && <FailureNote failure={begin.error} />}
      <Button onClick={() => begin.mutate()} isBusy={begin.isPending}>
        {texts.view}
      </Button>
    </>
  );
}
