import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { texts } from './messages.ts';

/** Changes an endpoint, unless somebody else has changed it meanwhile. */
export function EditEndpointScreen({ id }: { id: string }) {
  const answer = useAnswer<Schema<'Endpoint'>>(['endpoints', id], (signal) =>
    api.GET('/api/v1/endpoints/{id}', { params: { path: { id } }, signal }),
  );
  return (
    <Page title={texts.edit}>
      <Answered answer={answer}>{(endpoint) => <Edit of={endpoint} />}</Answered>
    </Page>
  );
}

function Edit({ of }: { of: Schema<'Endpoint'> }) {
  const [, navigate] = useLocation();
  const change = useAction({
    run: (body: Schema<'UpdateEndpoint'>) =>
      api.PATCH('/api/v1/endpoints/{id}', { params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } }, body }),
    changes: [['endpoints'], ['health']],
    onDone: ({ id }) => navigate(`/endpoints/${id}`),
  });
  return <EndpointForm {...{ of }} yes={texts.save} action={change} />;
}
