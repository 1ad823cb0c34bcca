import { useState } from 'react';
import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

type CreateSandbox = NonNullable<Schema<'CreateSandbox'>>;

/** Adds a partner that tries things out, with data that is invented, and shows its key. */
export function NewSandboxScreen() {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const create = useAction({
    run: (body: CreateSandbox, key) => api.POST('/api/v1/sandboxes', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['partners']],
  });
  if (create.data) {
    const { partner, api_key: key } = create.data;
    return (
      <Page key="created" title={partner.name}>
        <ShownOnce title={texts.keyIs} secret={key.key} />
        <Link href={`/partners/${partner.id}`}>{texts.toPartner}</Link>
      </Page>
    );
  }
  return (
    <Page title={texts.addSandbox}>
      <Form yes={texts.addSandbox} action={create} onSubmit={() => create.mutate({ name, ...given({ endpoint_url: url.trim() }) })}>
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        <TextField label={texts.sandboxUrl} type="url" value={url} onChange={setUrl} />
      </Form>
    </Page>
  );
}
