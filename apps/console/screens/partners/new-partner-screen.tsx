import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Page } from '#apps/console/parts/page.tsx';
import { texts } from './messages.ts';
import { PartnerForm, type PartnerInput } from './partner-form.tsx';

/** Adds a partner, who can use the API once somebody makes a key for it. */
export function NewPartnerScreen() {
  const [, navigate] = useLocation();
  const create = useAction({
    run: (body: PartnerInput, key) => api.POST('/api/v1/partners', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['partners']],
    onDone: ({ id }) => navigate(`/partners/${id}`),
  });
  return (
    <Page title={texts.add}>
      <PartnerForm yes={texts.add} action={create} />
    </Page>
  );
}
