import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { texts } from './messages.ts';
import { changeOf, valuesOf } from './settings-fields.ts';
import { SettingsForm } from './settings-form.tsx';

/** A new programme, which begins as a copy of the default one. */
export function NewProgrammeScreen() {
  const answer = useAnswer<Schema<'Programme'>>(['programmes', 'prg_default'], (signal) =>
    api.GET('/api/v1/programmes/{id}', { params: { path: { id: 'prg_default' } }, signal }),
  );
  return (
    <Page title={texts.add}>
      <Answered answer={answer}>{({ settings }) => <New of={{ name: '', settings }} />}</Answered>
    </Page>
  );
}

function New({ of }: { of: Pick<Schema<'Programme'>, 'name' | 'settings'> }) {
  const [, navigate] = useLocation();
  const [values, setValues] = useState(() => valuesOf(of));
  const create = useAction({
    run: (body: Schema<'CreateProgramme'>, key) => api.POST('/api/v1/programmes', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['programmes']],
    onDone: ({ id }) => navigate(`/programmes/${id}`),
  });
  // Compared with nothing, all of it is a change.
  const submit = () => create.mutate(changeOf(values, {}) as Schema<'CreateProgramme'>);
  return <SettingsForm {...{ values }} onChange={setValues} yes={texts.add} onSubmit={submit} action={create} />;
}
