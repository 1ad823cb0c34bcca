import { type ComponentProps, useState } from 'react';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Confirm } from '#apps/console/parts/confirm.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { RotateDialog } from './rotate-dialog.tsx';

interface CredentialPageProps<Rotated> {
  of: { name: string; status: string };
  facts: ComponentProps<typeof Facts>['of'];
  words: Record<'secretIs' | 'rotateTitle' | 'rotateText' | 'revokeTitle' | 'revokeText', string>;
  /** The list that it is in, by the beginning of its key. */
  list: string;
  canRotate: boolean;
  rotate: (overlapS: number, idempotencyKey: string) => Promise<{ data?: Rotated }>;
  secretOf: (rotated: Rotated) => string | null | undefined;
  revoke: (idempotencyKey: string) => Promise<{ data?: unknown }>;
}

/** A key or a client: what is known of it, its next secret, and its end. */
export function CredentialPage<Rotated>({ of, facts, words, list, canRotate, secretOf, ...run }: CredentialPageProps<Rotated>) {
  const may = useMay();
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const close = () => setAsked(null);
  const changes = [[list], ['tasks']];
  const rotate = useAction({ run: run.rotate, changes, onDone: close });
  const revoke = useAction({ run: (_: void, key) => run.revoke(key), changes, onDone: close });
  const secret = rotate.data && secretOf(rotate.data);
  const actions = may('credentials:write') && of.status === 'active' && (
    <>
      {canRotate && (
        <Button onClick={() => setAsked('rotate')} opensDialog>
          {texts.rotate}
        </Button>
      )}
      <Button kind="danger" onClick={() => setAsked('revoke')} opensDialog>
        {texts.revoke}
      </Button>
    </>
  );
  return (
    <Page title={of.name} actions={actions}>
      {secret && <ShownOnce title={words.secretIs} secret={secret} />}
      <Facts of={facts} />
      {asked === 'rotate' && <RotateDialog title={words.rotateTitle} text={words.rotateText} action={rotate} onClose={close} />}
      {asked === 'revoke' && (
        <Confirm
          {...{ title: words.revokeTitle, text: words.revokeText, yes: texts.revokeNow, no: texts.keep, action: revoke }}
          onClose={close}
        />
      )}
    </Page>
  );
}
