import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Confirm } from '#apps/console/parts/confirm.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import type { Family } from './family.ts';
import { texts } from './messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';

/** In hours: deliveries are signed with both secrets for so long. */
const OVERLAP_H = 24;

/** The secret with which deliveries are signed: shown when somebody asks, and replaced. */
export function EndpointSecret({ id, family }: { id: string; family: Family }) {
  const [isAsked, setAsked] = useState(false);
  const path = { id };
  // It is no query: what is shown is not kept.
  const show = useAction({ run: () => api.GET(`${family.api}/{id}/secret`, { params: { path } }), changes: [] });
  const rotate = useAction({
    run: (_: void, key) =>
      api.POST(`${family.api}/{id}/rotate-secret`, {
        params: { path, header: { 'idempotency-key': key } },
        body: { overlap_h: OVERLAP_H },
      }),
    changes: [['endpoints'], ['tasks']],
    onDone: () => {
      setAsked(false);
      show.reset();
    },
  });
  const shown = show.data ?? rotate.data;
  return (
    <Section title={texts.secret}>
      {show.error && <FailureNote failure={show.error} />}
      {shown && (
        <Facts
          of={[
            [texts.secret, shown.secret && <code key="secret">{shown.secret}</code>],
            [texts.publicKey, shown.public_key && <code key="key">{shown.public_key}</code>],
            [texts.created, <Time key="created" at={shown.created_at} />],
            [texts.previous, shown.previous.length > 0 && texts.previousText(shown.previous.length)],
          ]}
        />
      )}
      <div className={`${buttons['buttons']} ${buttons['start']}`}>
        <Button onClick={() => show.mutate()} isBusy={show.isPending}>
          {texts.showSecret}
        </Button>
        <Button onClick={() => setAsked(true)} opensDialog>
          {texts.rotate}
        </Button>
      </div>
      {isAsked && (
        <Confirm
          {...{ title: texts.rotateTitle, text: texts.rotateText, yes: texts.rotateNow, no: texts.keep, action: rotate }}
          onClose={() => setAsked(false)}
        />
      )}
    </Section>
  );
}
