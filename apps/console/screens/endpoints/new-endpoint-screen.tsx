import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Page } from '#apps/console/parts/page.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { texts } from './messages.ts';

/** Adds an endpoint, and shows the secret with which its deliveries are signed. */
export function NewEndpointScreen() {
  const create = useAction({
    run: (body: Schema<'CreateEndpoint'>, key) => api.POST('/api/v1/endpoints', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['endpoints'], ['health']],
  });
  if (!create.data) {
    return (
      <Page title={texts.add}>
        <EndpointForm yes={texts.add} action={create} />
      </Page>
    );
  }
  const { id, url, secret } = create.data;
  return (
    <Page key="created" title={url}>
      {secret !== null && <ShownOnce title={texts.secretIs} secret={secret} />}
      <Link href={`/endpoints/${id}`}>{texts.toEndpoint}</Link>
    </Page>
  );
}
