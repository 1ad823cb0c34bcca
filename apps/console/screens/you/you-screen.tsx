import { useQueryClient } from '@tanstack/react-query';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { signedOut, useSignedIn } from '#apps/console/session/session.ts';
import { Appearance } from './appearance.tsx';
import { texts } from './messages.ts';
import { Sessions } from './sessions.tsx';

/** Who is signed in, how the console looks to them, and where else they are signed in. */
export function YouScreen() {
  const { user } = useSignedIn();
  const queries = useQueryClient();
  const signOut = useAction({
    run: (everywhere: boolean) => api.POST('/auth/sign-out', { body: { everywhere } }),
    changes: [],
    onDone: () => signedOut(queries),
  });
  return (
    <Page
      title={texts.title}
      actions={
        <>
          <Button onClick={() => signOut.mutate(false)} isBusy={signOut.isPending}>
            {texts.signOut}
          </Button>
          <Button kind="danger" onClick={() => signOut.mutate(true)} isBusy={signOut.isPending}>
            {texts.everywhere}
          </Button>
        </>
      }
    >
      {signOut.error && <FailureNote failure={signOut.error} />}
      <Facts
        of={[
          [texts.name, user.name],
          [texts.email, user.email],
          [texts.roles, user.roles.map(spelled).join(', ')],
          [texts.company, user.partner_id ?? texts.own],
        ]}
      />
      <Appearance />
      <Sessions />
    </Page>
  );
}
