import { lazy, Suspense, useState } from 'react';
import type { Schema } from '#apps/console/api/schema.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

const MoveDialog = lazy(async () => ({ default: (await import('./move-dialog.tsx')).MoveDialog }));

/** Moves a deal to another stage, for who may and while it can be moved. */
export function MoveButton({ of: deal }: { of: Schema<'Deal'> }) {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  if (!may('deals:review') || !deal.next_stages?.length) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)} opensDialog name={texts.moveOf(deal.title ?? deal.customer.company_name)}>
        {texts.move}
      </Button>
      {isAsking && (
        <Suspense>
          <MoveDialog deal={deal} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
