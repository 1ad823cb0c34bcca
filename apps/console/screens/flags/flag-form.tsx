import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

/** Adds a flag, or changes the one of this name. */
export function FlagForm({ of, onDone }: { of: Schema<'FeatureFlag'> | null; onDone: () => void }) {
  const [name, setName] = useState(of?.name ?? '');
  const [description, setDescription] = useState(of?.description ?? '');
  const [enabled, setEnabled] = useState(of?.enabled ?? false);
  const [percent, setPercent] = useState(String(of?.rollout_percent ?? ''));
  const put = useAction({
    run: (body: Schema<'PutFeatureFlag'>) => api.PUT('/api/v1/feature-flags/{name}', { params: { path: { name: name.trim() } }, body }),
    changes: [['feature-flags']],
    onDone() {
      if (!of) [setName, setDescription, setPercent].forEach((set) => set(''));
      onDone();
    },
  });
  const submit = () => put.mutate({ description, enabled, rollout_percent: percent === '' ? null : Number(percent) });
  return (
    <Section title={of ? texts.editFlag(of.name) : texts.add}>
      <Form yes={texts.save} onSubmit={submit} action={put}>
        {!of && <TextField label={texts.nameHint} value={name} onChange={setName} isRequired />}
        <TextField label={texts.description} value={description} onChange={setDescription} />
        <CheckField label={texts.enabled} value={enabled} onChange={setEnabled} />
        <TextField label={texts.percent} type="number" value={percent} onChange={setPercent} />
      </Form>
    </Section>
  );
}
