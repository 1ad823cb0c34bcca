import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { texts } from './messages.ts';
import { ObjectMapping } from './object-mapping.tsx';
import type { SetupUrl } from './setup-url.ts';
import { useDraft } from './use-draft.ts';

type Mapping = Schema<'SyncMapping'>;

/** Which fields are kept the same, and who decides. What is not saved yet is kept for this tab. */
export function MappingStep({ sync, url }: { sync: Schema<'Sync'>; url: SetupUrl }) {
  const { id, mapping } = sync;
  const draft = useDraft<Mapping>(`mapping-${id}-${sync.mapping_version}`, mapping);
  const goOn = () => url.set({ step: 'preview' });
  const save = useAction({
    run: (changed: Mapping) => api.PATCH('/api/v1/syncs/{id}', { params: { path: { id } }, body: { mapping: changed } }),
    changes: [['syncs']],
    onDone: () => {
      draft.clear();
      goOn();
    },
  });
  const faults = save.error?.problem?.errors ?? [];
  return (
    <Form
      action={save}
      yes={draft.isChanged ? texts.saveAndGoOn : texts.next(texts.steps.preview)}
      onSubmit={() => (draft.isChanged ? save.mutate(draft.value) : goOn())}
    >
      {sync.state === 'active' && (
        <Note title={texts.isActive} tone="warn">
          <p>{texts.isActiveText}</p>
        </Note>
      )}
      {draft.isChanged && (
        <Note title={texts.unsaved} action={<Button onClick={draft.clear}>{texts.discard}</Button>}>
          <p>{texts.unsavedText}</p>
        </Note>
      )}
      {draft.value.objects.map((object, place) => (
        <ObjectMapping
          key={object.name}
          {...{ sync, object }}
          faults={faults.filter(({ pointer }) => pointer.startsWith(`/mapping/objects/${place}/`))}
          onChange={(changed) => draft.set({ ...draft.value, objects: draft.value.objects.with(place, changed) })}
        />
      ))}
    </Form>
  );
}
