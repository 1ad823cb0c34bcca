import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { CredentialFields, credentialsOf } from '#apps/console/screens/connections/credential-fields.tsx';
import { texts as connectionTexts } from '#apps/console/screens/connections/messages.ts';
import { useConnectors } from '#apps/console/screens/connections/use-connectors.ts';
import { texts } from './messages.ts';
import { useDraft } from './use-draft.ts';
import { VendorScopes } from './vendor-scopes.tsx';

type Method = Schema<'ConnectionAuthMethod'>;

interface NewConnectionProps {
  side: Schema<'SyncSide'>;
  onMade: (connection: Schema<'ConnectionWithLink'>) => void;
}

/** The vendors that there are, what each is asked for and why, and the credentials of one. They are tried at once. */
export function NewConnection({ side, onMade }: NewConnectionProps) {
  const connectors = useConnectors();
  const draft = useDraft(`connection-${side}`, { vendor: '', name: '', method: '' });
  // Secrets are kept nowhere.
  const [values, setValues] = useState<Record<string, string>>({});
  const connect = useAction({
    run: (body: Schema<'CreateConnection'>, key) =>
      api.POST('/api/v1/connections', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['connections']],
    onDone: (connection) => {
      draft.clear();
      onMade(connection);
    },
  });
  const vendor = connectors.get(draft.value.vendor);
  const method: Method | undefined = vendor?.auth.find((each) => each === draft.value.method) ?? vendor?.auth[0];
  const name = draft.value.name || (vendor?.label ?? '');
  return (
    <Form
      action={connect}
      yes={texts.connect}
      onSubmit={() => vendor && method && connect.mutate({ vendor: vendor.vendor, name, credentials: credentialsOf(method, values) })}
    >
      <SelectField
        label={texts.vendorOf(texts.sides[side])}
        options={['', ...connectors.keys()]}
        value={draft.value.vendor}
        textOf={(each) => connectors.get(each)?.label ?? texts.choose}
        onChange={(each) => draft.set({ ...draft.value, vendor: each })}
      />
      {vendor && method && (
        <>
          <VendorScopes of={vendor} />
          <TextField label={texts.name} value={name} onChange={(each) => draft.set({ ...draft.value, name: each })} isRequired />
          <SelectField
            label={connectionTexts.kind}
            options={vendor.auth}
            value={method}
            textOf={(each) => connectionTexts.methods[each]}
            onChange={(each) => draft.set({ ...draft.value, method: each })}
          />
          <CredentialFields {...{ method, values, onChange: setValues }} />
        </>
      )}
    </Form>
  );
}
