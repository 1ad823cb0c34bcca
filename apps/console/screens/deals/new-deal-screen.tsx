import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { fieldsOf, type Values } from './form/deal-fields.ts';
import { DealForm } from './form/deal-form.tsx';
import { texts } from './form/messages.ts';

/** Begins a deal: a draft, which only the partner sees until it is submitted. */
export function NewDealScreen() {
  const [, navigate] = useLocation();
  const schema = useAnswer(['deal-schema'], (signal) => api.GET('/api/v1/deal-schema', { signal }));
  const create = useAction({
    run: (deal: Values, key) =>
      api.POST('/api/v1/deals', { params: { header: { 'idempotency-key': key } }, body: deal as Schema<'CreateDeal'> }),
    changes: [['deals']],
    onDone: ({ id }) => navigate(`/deals/${id}`),
  });
  return (
    <Page title={texts.title}>
      <Answered answer={schema}>
        {(of) => <DealForm schema={of} fields={fieldsOf(of)} initial={{}} yes={texts.save} action={create} />}
      </Answered>
    </Page>
  );
}
