import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { type Family, partnerEndpoints } from './family.ts';
import { texts } from './messages.ts';

/** Changes an endpoint, unless somebody else has changed it meanwhile. */
export function EditEndpointScreen({ id, family = partnerEndpoints }: { id: string; family?: Family }) {
  const answer = useAnswer<Schema<'Endpoint'>>(['endpoints', id], (signal) =>
    api.GET(`${family.api}/{id}`, { params: { path: { id } }, signal }),
  );
  return (
    <Page title={texts.edit}>
      <Answered answer={answer}>{(endpoint) => <Edit {...{ family }} of={endpoint} />}</Answered>
    </Page>
  );
}

function Edit({ of, family }: { of: Schema<'Endpoint'>; family: Family }) {
  const [, navigate] = useLocation();
  const change = useAction({
    run: (body: Schema<'UpdateEndpoint'>) =>
      api.PATCH(`${family.api}/{id}`, { params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } }, body }),
    changes: [['endpoints'], ['health']],
    onDone: ({ id }) => navigate(`${family.path}/${id}`),
  });
  return <EndpointForm {...{ of, family }} yes={texts.save} action={change} />;
}
