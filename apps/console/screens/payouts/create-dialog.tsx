import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/confirm.module.css';

/** Proposes a batch, and leads to it. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const [, navigate] = useLocation();
  const [currency, setCurrency] = useState('');
  const [least, setLeast] = useState('');
  const create = useAction({
    run: (body: { currency: string; least?: string }, key) =>
      api.POST('/api/v1/payout-batches', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['payouts']],
    onDone: ({ id }) => navigate(`/payouts/${id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ currency: currency.trim().toUpperCase(), ...given({ least: least.trim() }) });
  };
  return (
    <Dialog title={texts.createTitle} description={texts.createText} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField label={texts.currencyField} value={currency} onChange={setCurrency} isRequired />
        <TextField label={texts.least} value={least} onChange={setLeast} />
        {create.error && <FailureNote failure={create.error} />}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{texts.keep}</Button>
          <Button type="submit" kind="primary" isBusy={create.isPending}>
            {texts.createNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
