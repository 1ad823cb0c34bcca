import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { signedIn, useSignedIn } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import styles from './shell.module.css';

/** Over every screen while somebody of the company looks as a partner: as which one, and the way back. */
export function ViewBanner() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { viewing } = useSignedIn();
  const end = useAction({
    run: () => api.POST('/auth/view/end'),
    changes: [],
    onDone: (who) => {
      navigate(`/partners/${viewing?.partner_id}`);
      signedIn(queries, who);
    },
  });
  if (!viewing) return null;
  return (
    <section className={styles['viewing']} aria-label={texts.viewingTitle}>
      <p>{end.error ? end.error.message : texts.viewing(viewing.name)}</p>
      <Button onClick={() => end.mutate()} isBusy={end.isPending}>
        {texts.endView}
      </Button>
    </section>
  );
}
