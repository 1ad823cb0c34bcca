import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { Conflict } from './conflict.tsx';
import { texts } from './messages.ts';
import { Preview } from './preview.tsx';
import { changeOf, rebased, type Values, valuesOf } from './settings-fields.ts';
import { SettingsForm } from './settings-form.tsx';

type Programme = Schema<'Programme'>;
type Update = Schema<'UpdateProgramme'>;

/** Changes a programme: first what the change would do to open deals, then the save. */
export function EditProgrammeScreen({ id }: { id: string }) {
  const answer = useAnswer<Programme>(['programmes', id], (signal) =>
    api.GET('/api/v1/programmes/{id}', { params: { path: { id } }, signal }),
  );
  return (
    <Page title={texts.edit}>
      <Answered answer={answer}>{(programme) => <Edit key={id} of={programme} />}</Answered>
    </Page>
  );
}

function Edit({ of }: { of: Programme }) {
  const [, navigate] = useLocation();
  // What somebody else saves meanwhile must not change what is compared with, unless the person says so.
  const [base, setBase] = useState(of);
  const [values, setValues] = useState(() => valuesOf(of));
  const [isUnchanged, setUnchanged] = useState(false);
  const path = { id: base.id };
  const preview = useAction({
    run: ({ settings = {} }: Update) => api.POST('/api/v1/programmes/{id}/preview', { params: { path }, body: { settings } }),
    changes: [],
  });
  const save = useAction({
    run: (body: Update) => api.PATCH('/api/v1/programmes/{id}', { params: { path, header: { 'if-match': `"${base.version}"` } }, body }),
    changes: [['programmes']],
    onDone: () => {
      announce(texts.saved);
      navigate(`/programmes/${base.id}`);
    },
  });
  const change = changeOf(values, valuesOf(base));
  const edit = (next: Values) => {
    setValues(next);
    setUnchanged(false);
    preview.reset();
    save.reset();
  };
  const isOutdated = save.error?.status === 412 || (preview.data !== undefined && preview.data.version !== base.version);
  return (
    <>
      <SettingsForm
        {...{ values, yes: texts.previewNow }}
        onChange={edit}
        onSubmit={() => (change ? preview.mutate(change) : setUnchanged(true))}
        action={preview}
      />
      {isUnchanged && <Note title={texts.unchanged} isAlert />}
      {isOutdated && (
        <Conflict
          {...{ base, values }}
          onRebase={(present) => {
            edit(rebased(values, valuesOf(base), valuesOf(present)));
            setBase(present);
          }}
        />
      )}
      {preview.data && change && !isOutdated && (
        <Preview of={preview.data}>
          {save.error && <FailureNote failure={save.error} />}
          <Button kind="primary" onClick={() => save.mutate(change)} isBusy={save.isPending}>
            {texts.save}
          </Button>
        </Preview>
      )}
    </>
  );
}
