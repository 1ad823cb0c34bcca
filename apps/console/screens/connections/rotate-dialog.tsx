import { type FormEvent, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { CredentialFields, credentialsOf } from './credential-fields.tsx';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/confirm.module.css';

type Method = Schema<'ConnectionAuthMethod'>;
type Credentials = Schema<'ConnectionCredentials'>;

interface RotateDialogProps {
  id: string;
  methods: readonly Method[];
  present: Method;
  onClose: () => void;
}

/** New credentials, which replace the present ones only if they work. */
export function RotateDialog({ id, methods, present, onClose }: RotateDialogProps) {
  const [method, setMethod] = useState(present);
  const [values, setValues] = useState<Record<string, string>>({});
  const rotate = useAction({
    run: (credentials: Credentials, key) =>
      api.POST('/api/v1/connections/{id}/rotate', {
        params: { path: { id }, header: { 'idempotency-key': key } },
        body: { credentials },
      }),
    changes: [['connections'], ['health']],
    onDone: () => {
      announce(texts.rotated);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rotate.mutate(credentialsOf(method, values));
  };
  return (
    <Dialog title={texts.rotateTitle} description={texts.rotateText} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <SelectField
          {...{ label: texts.kind, options: methods, value: method, onChange: setMethod }}
          textOf={(each) => texts.methods[each]}
        />
        <CredentialFields {...{ method, values, onChange: setValues }} />
        {rotate.error && <FailureNote failure={rotate.error} />}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{texts.close}</Button>
          <Button type="submit" kind="primary" isBusy={rotate.isPending}>
            {texts.rotateNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
