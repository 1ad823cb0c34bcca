import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import styles from './commissions.module.css';

const ReasonDialog = lazy(async () => ({ default: (await import('#apps/console/parts/reason-dialog.tsx')).ReasonDialog }));

const changes = [['commissions']];
/** Lines that earn something. The others move or take back what these earned. */
const earning = new Set<Schema<'CommissionLineKind'>>(['accrual', 'adjustment']);

/** Holds what is left of a line, or lets it go, with a reason. The API says so when there is nothing to hold. */
export function HoldActions({ partnerId, of: line }: { partnerId: string; of: Schema<'CommissionLine'> }) {
  const may = useMay();
  const [asked, setAsked] = useState<'hold' | 'unhold' | null>(null);
  const path = { id: partnerId, line_id: line.id };
  const done = (text: string) => () => {
    setAsked(null);
    announce(text);
  };
  const hold = useAction({
    run: (reason: string, key) =>
      api.POST('/api/v1/partners/{id}/commissions/lines/{line_id}/hold', {
        params: { path, header: { 'idempotency-key': key } },
        body: { reason },
      }),
    changes,
    onDone: done(texts.held),
  });
  const unhold = useAction({
    run: (reason: string, key) =>
      api.POST('/api/v1/partners/{id}/commissions/lines/{line_id}/unhold', {
        params: { path, header: { 'idempotency-key': key } },
        body: { reason },
      }),
    changes,
    onDone: done(texts.unheld),
  });
  if (!may('commissions:manage') || !earning.has(line.kind)) return null;
  const words =
    asked === 'hold'
      ? { title: texts.holdTitle, text: texts.holdText, yes: texts.holdNow, action: hold }
      : { title: texts.unholdTitle, text: texts.unholdText, yes: texts.unholdNow, action: unhold };
  return (
    <div className={styles['buttons']}>
      <Button onClick={() => setAsked('hold')} opensDialog>
        {texts.hold}
      </Button>
      <Button onClick={() => setAsked('unhold')} opensDialog>
        {texts.unhold}
      </Button>
      {asked !== null && (
        <Suspense>
          <ReasonDialog {...words} label={texts.reason} no={texts.keep} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </div>
  );
}
