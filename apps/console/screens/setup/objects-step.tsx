import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Loading } from '#apps/console/parts/loading.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { OwnObjects } from './own-objects.tsx';
import type { SetupUrl } from './setup-url.ts';
import { useDraft } from './use-draft.ts';

/** Each costs calls of both vendors. */
const FRESH_MS = 600_000;

interface ObjectsStepProps {
  url: SetupUrl;
  a: string;
  b: string;
}

/** What is kept the same: what is made for these vendors, or objects of one's own choice. The sync is created paused. */
export function ObjectsStep({ url, a, b }: ObjectsStepProps) {
  const [isOwn, setOwn] = useState(false);
  const preset = useAnswer<Schema<'SyncPreset'>>(
    ['presets', a, b],
    (signal) =>
      api.POST('/api/v1/syncs/preset', {
        body: { preset: b === 'deals' ? 'deals_crm' : 'crm_billing', a_connection_id: a, b_connection_id: b },
        signal,
      }),
    { freshMs: FRESH_MS },
  );
  // There is none for these vendors.
  const isMissing = preset.error?.status === 404;
  if (!preset.data && !preset.error) return <Loading />;
  return (
    <>
      {url.values.sync !== undefined && (
        <Note title={texts.created}>
          <p>{texts.createdText}</p>
        </Note>
      )}
      {preset.error && !isMissing && <FailureNote failure={preset.error} onRetry={() => void preset.refetch()} />}
      {preset.data && !isOwn && <Preset {...{ url, a, b }} of={preset.data} />}
      {preset.data && <CheckField label={texts.ownChoice} value={isOwn} onChange={setOwn} />}
      {(isOwn || (preset.error && b !== 'deals')) && (
        <OwnObjects {...{ a, b }} onChosen={(mapping) => <Create {...{ url, a, b, mapping }} />} />
      )}
    </>
  );
}

/** Those of its objects that somebody wants, and what it lacks for the rest. */
function Preset({ of: { mapping, left_out, to_add }, ...place }: ObjectsStepProps & { of: Schema<'SyncPreset'> }) {
  const names = mapping.objects.map(({ name }) => name);
  const draft = useDraft<string[]>(`objects-${place.a}-${place.b}`, names);
  const chosen = mapping.objects.filter(({ name }) => draft.value.includes(name));
  return (
    <Section title={texts.madeFor}>
      <fieldset>
        <legend>{texts.objects}</legend>
        {mapping.objects.map(({ name, a, b, fields }) => (
          <CheckField
            key={name}
            label={texts.objectOf(name, a, b, fields.length)}
            value={draft.value.includes(name)}
            onChange={(isChosen) => draft.set(isChosen ? [...draft.value, name] : draft.value.filter((each) => each !== name))}
          />
        ))}
      </fieldset>
      {(to_add.length > 0 || left_out.length > 0) && (
        <Note title={texts.leftOut} tone="warn">
          <ul>
            {[...to_add, ...left_out.map(({ message }) => message)].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Note>
      )}
      <Create {...place} mapping={chosen.length === 0 ? null : { ...mapping, objects: chosen }} />
    </Section>
  );
}

function Create({ url, a, b, mapping }: ObjectsStepProps & { mapping: Schema<'SyncMappingInput'> | null }) {
  const draft = useDraft(`name-${a}-${b}`, b === 'deals' ? texts.dealsName : texts.syncName);
  const create = useAction({
    run: (body: Schema<'CreateSync'>, key) => api.POST('/api/v1/syncs', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['syncs']],
    onDone: ({ id }) => {
      draft.clear();
      url.set({ sync: id, step: 'map', test: undefined });
    },
  });
  return (
    <Form
      action={create}
      yes={texts.create}
      onSubmit={() => mapping && create.mutate({ name: draft.value, a_connection_id: a, b_connection_id: b, state: 'paused', mapping })}
    >
      <TextField label={texts.name} value={draft.value} onChange={draft.set} isRequired />
      {mapping === null && <p>{texts.nothingChosen}</p>}
    </Form>
  );
}
