import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Page } from '#apps/console/parts/page.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { type Family, partnerEndpoints } from './family.ts';
import { texts } from './messages.ts';

export const NewEndpointScreen = () => <AddEndpoint family={partnerEndpoints} />;

/** Adds an endpoint, and shows the secret with which its deliveries are signed. */
export function AddEndpoint({ family }: { family: Family }) {
  const create = useAction({
    run: (body: Schema<'CreateEndpoint'>, key) => api.POST(family.api, { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['endpoints'], ['health']],
  });
  if (!create.data) {
    return (
      <Page title={texts.add}>
        <EndpointForm {...{ family }} yes={texts.add} action={create} />
      </Page>
    );
  }
  const { id, url, secret } = create.data;
  return (
    <Page key="created" title={url}>
      {secret !== null && <ShownOnce title={texts.secretIs} secret={secret} />}
      <Link href={`${family.path}/${id}`}>{texts.toEndpoint}</Link>
    </Page>
  );
}
