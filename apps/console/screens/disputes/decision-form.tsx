import { type FormEvent, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';
import styles from './disputes.module.css';

type Effect = Schema<'CommissionEffect'>;
const effects = Object.keys(texts.effects) as Effect[];

/** Answers a dispute, with a correction or with a reason. */
export function DecisionForm({ of: { id, partner_id } }: { of: Schema<'Dispute'> }) {
  const [answer, setAnswer] = useState('');
  const [effect, setEffect] = useState<Effect>();
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState('');
  const path = { id: partner_id, dispute_id: id };
  const decide = useAction({
    run: (body: Schema<'DisputeDecision'>, key) =>
      api.POST('/api/v1/partners/{id}/disputes/{dispute_id}/decide', { params: { path, header: { 'idempotency-key': key } }, body }),
    changes: [['disputes'], ['commissions']],
    onDone: () => announce(texts.decidedNow),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const correction = { amount: amount.trim(), currency: currency.trim().toUpperCase() };
    decide.mutate({ answer: answer.trim(), adjustment: effect ? { effect, amount: correction } : null });
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <h3>{texts.answer}</h3>
      <TextField label={texts.answerField} value={answer} onChange={setAnswer} isRequired />
      <label className={fields['field']}>
        {texts.effect}
        <select
          className={fields['control']}
          value={effect ?? ''}
          onChange={({ target }) => setEffect(effects.find((each) => each === target.value))}
        >
          <option value="">{texts.none}</option>
          {effects.map((each) => (
            <option key={each} value={each}>
              {texts.effects[each]}
            </option>
          ))}
        </select>
      </label>
      {effect && (
        <>
          <TextField label={texts.amount} value={amount} onChange={setAmount} isRequired />
          <TextField label={texts.currency} value={currency} onChange={setCurrency} isRequired />
        </>
      )}
      <p>{texts.finalText}</p>
      {decide.error && <FailureNote failure={decide.error} />}
      <div>
        <Button type="submit" kind="primary" isBusy={decide.isPending}>
          {texts.decide}
        </Button>
      </div>
    </form>
  );
}
