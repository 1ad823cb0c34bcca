import { Dialog } from '#apps/console/parts/dialog.tsx';
import { texts } from './messages.ts';
import { useSignedIn } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Lies over the page whose session has ended. The page stays as it is, and goes on after signing in. */
export function SessionOver() {
  const { user } = useSignedIn();
  return (
    <Dialog title={texts.over} description={texts.overText}>
      <SignInForm email={user.email} />
    </Dialog>
  );
}
