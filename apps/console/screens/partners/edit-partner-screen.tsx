import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { texts } from './messages.ts';
import { PartnerForm, type PartnerInput } from './partner-form.tsx';

type Partner = Schema<'Partner'>;

/** Changes what is agreed with a partner, unless somebody else has changed it meanwhile. */
export function EditPartnerScreen({ id }: { id: string }) {
  const answer = useAnswer<Partner>(['partners', id], (signal) => api.GET('/api/v1/partners/{id}', { params: { path: { id } }, signal }));
  return (
    <Page title={texts.edit}>
      <Answered answer={answer}>{(partner) => <Edit of={partner} />}</Answered>
    </Page>
  );
}

function Edit({ of }: { of: Partner }) {
  const [, navigate] = useLocation();
  const change = useAction({
    run: (body: PartnerInput) =>
      api.PATCH('/api/v1/partners/{id}', { params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } }, body }),
    changes: [['partners']],
    onDone: ({ id }) => navigate(`/partners/${id}`),
  });
  return <PartnerForm of={of} yes={texts.save} action={change} />;
}
