import { useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { usePreview } from './preview-step.tsx';
import type { SetupUrl } from './setup-url.ts';
import { TestResult } from './test-result.tsx';
import { useDraft } from './use-draft.ts';
import { useRemovals } from './use-removals.ts';

type Previewed = Schema<'SyncPreviewRecord'>;

const isWritten = ({ outcome }: Previewed) => outcome === 'create' || outcome === 'update';
const keyOf = ({ a_id, b_id }: Previewed) => JSON.stringify([a_id, b_id]);

/** One record is written as a run would, and taken back. */
export function TestStep({ sync, url }: { sync: Schema<'Sync'>; url: SetupUrl }) {
  const names = sync.mapping.objects.map(({ name }) => name);
  const [object, setObject] = useState(names[0] ?? '');
  const draft = useDraft(`test-${sync.id}`, { a: '', b: '' });
  const preview = usePreview(sync, object);
  const choices = preview.data?.records.filter(isWritten) ?? [];
  const kept = useRemovals(sync, object);
  const begin = useAction({
    run: (body: Schema<'SyncTestRequest'>, key) =>
      api.POST('/api/v1/syncs/{id}/test', { params: { path: { id: sync.id }, header: { 'idempotency-key': key } }, body }),
    changes: [['syncs', sync.id, 'writes']],
    onDone: ({ test_id }) => url.set({ test: test_id ?? undefined }),
  });
  const { a, b } = draft.value;
  return (
    <>
      {sync.state === 'active' && (
        <Note title={texts.isActive} tone="warn">
          <p>{texts.testNeedsPause}</p>
        </Note>
      )}
      {kept.map((text) => (
        <Note key={text} title={texts.staysTitle} tone="warn">
          <p>{text}</p>
        </Note>
      ))}
      <Form action={begin} yes={texts.testNow} onSubmit={() => begin.mutate({ object, ...given({ a_id: a.trim(), b_id: b.trim() }) })}>
        <SelectField {...{ label: texts.object, options: names, value: object, onChange: setObject }} textOf={(name) => name} />
        {preview.error && <FailureNote failure={preview.error} onRetry={() => void preview.refetch()} />}
        <SelectField
          label={texts.recordToTest}
          options={['', ...choices.map(keyOf)]}
          value={choices.some((one) => keyOf(one) === JSON.stringify([a || null, b || null])) ? JSON.stringify([a || null, b || null]) : ''}
          textOf={(key) => textOf(choices.find((one) => keyOf(one) === key))}
          onChange={(key) => {
            const one = choices.find((each) => keyOf(each) === key);
            draft.set({ a: one?.a_id ?? '', b: one?.b_id ?? '' });
          }}
        />
        <TextField label={texts.idIn(texts.sides.a)} value={a} onChange={(value) => draft.set({ a: value, b })} />
        <TextField label={texts.idIn(texts.sides.b)} value={b} onChange={(value) => draft.set({ a, b: value })} />
      </Form>
      {url.values.test !== undefined && <TestResult syncId={sync.id} id={url.values.test} />}
      <p>
        <Button kind="primary" onClick={() => url.set({ step: 'on' })}>
          {texts.next(texts.steps.on)}
        </Button>
      </p>
    </>
  );
}

const textOf = (one: Previewed | undefined): string =>
  one === undefined ? texts.byId : `${texts.outcomes[one.outcome]}: ${one.name ?? one.a_id ?? one.b_id ?? ''}`;
