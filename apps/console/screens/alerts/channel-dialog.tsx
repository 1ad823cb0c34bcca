import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { fieldsOf, kinds, settingsOf } from './channel-fields.ts';
import { texts } from './messages.ts';

/** Adds a channel, or changes one. Secrets are never shown: whoever changes settings enters them again. */
export function ChannelDialog({ channel, onClose }: { channel: Schema<'AlertChannel'> | null; onClose: () => void }) {
  const [name, setName] = useState(channel?.name ?? '');
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);
  const [replaces, setReplaces] = useState(channel === null);
  const [kind, setKind] = useState(channel?.settings.kind ?? 'slack_webhook');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const save = useAction({
    run: (body: Schema<'CreateAlertChannel'> | Schema<'AlertChannelChange'>, key) =>
      channel === null
        ? api.POST('/api/v1/alert-channels', {
            params: { header: { 'idempotency-key': key } },
            body: body as Schema<'CreateAlertChannel'>,
          })
        : api.PATCH('/api/v1/alert-channels/{id}', { params: { path: { id: channel.id } }, body }),
    changes: [['alert-channels']],
    onDone: () => {
      announce(channel === null ? texts.added : texts.saved);
      onClose();
    },
  });
  const submit = () => save.mutate({ name: name.trim(), enabled, ...(replaces && { settings: settingsOf(kind, typed) }) });
  return (
    <Dialog title={channel === null ? texts.addTitle : texts.editTitle} onClose={onClose}>
      <Form yes={channel === null ? texts.addNow : texts.save} action={save} onSubmit={submit}>
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        <CheckField label={texts.enabled} value={enabled} onChange={setEnabled} />
        {channel !== null && <CheckField label={texts.replace} value={replaces} onChange={setReplaces} />}
        {replaces && (
          <>
            <SelectField {...{ label: texts.kind, options: kinds, value: kind, onChange: setKind }} textOf={(each) => texts.kinds[each]} />
            {fieldsOf[kind].map(({ name: field, isSecret = false, isOptional = false, options }) => {
              const label = texts.fields[field] ?? field;
              const value = typed[field] ?? options?.[0] ?? '';
              const onChange = (next: string) => setTyped({ ...typed, [field]: next });
              return options ? (
                <SelectField key={field} {...{ label, options, value, onChange }} textOf={(each) => each} />
              ) : (
                <TextField key={field} {...{ label, value, onChange }} type={isSecret ? 'password' : 'text'} isRequired={!isOptional} />
              );
            })}
          </>
        )}
      </Form>
    </Dialog>
  );
}
