import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { DealFacts } from './deal-facts.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import type { DecisionKind } from './decision.ts';
import { Evidence } from './evidence.tsx';
import { texts } from './messages.ts';
import { MoveButton } from './move-button.tsx';
import { Notes } from './notes.tsx';
import { PartnerActions } from './partner-actions.tsx';

const DecisionDialog = lazy(async () => ({ default: (await import('./decision-dialog.tsx')).DecisionDialog }));

const columns: readonly Column<Schema<'DealChange'>>[] = [
  { label: texts.at, cell: ({ at }) => <Time at={at} /> },
  { label: texts.action, cell: ({ action }) => spelled(action) },
  { label: texts.by, cell: ({ by }) => <code>{by.id ?? by.kind}</code>, isExtra: true },
  { label: texts.comment, cell: ({ comment }) => comment },
];

/** One deal: what it says, what matched it, who did what with it. */
export function DealScreen({ id }: { id: string }) {
  const may = useMay();
  const isOwn = usePartnerId() !== null;
  const [asked, setAsked] = useState<DecisionKind | null>(null);
  const path = { id };
  const answer = useAnswer<Schema<'Deal'>>(['deals', id], (signal) => api.GET('/api/v1/deals/{id}', { params: { path }, signal }));
  const history = useAnswer(['deals', id, 'history'], (signal) => api.GET('/api/v1/deals/{id}/history', { params: { path }, signal }));
  return (
    <Answered answer={answer}>
      {(deal) => (
        <Page
          title={deal.title ?? deal.customer.company_name}
          actions={isUndecided(deal) ? <DecisionButtons onChoose={setAsked} /> : <MoveButton of={deal} />}
        >
          {isOwn && may('deals:write') && <PartnerActions of={deal} />}
          <DealFacts of={deal} />
          {may('deals:review') && <Evidence dealId={id} />}
          <Notes dealId={id} />
          {history.data && (
            <Section title={texts.history}>
              <Table caption={texts.history} columns={columns} rows={history.data.data} idOf={({ version }) => String(version)} />
            </Section>
          )}
          {asked !== null && (
            <Suspense>
              <DecisionDialog {...{ deal, kind: asked }} onClose={() => setAsked(null)} onDecided={() => setAsked(null)} />
            </Suspense>
          )}
        </Page>
      )}
    </Answered>
  );
}

const isUndecided = ({ review_status }: Schema<'Deal'>): boolean => review_status === 'submitted' || review_status === 'in_review';
