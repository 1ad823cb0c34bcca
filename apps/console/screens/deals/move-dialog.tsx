import { type FormEvent, useRef, useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';
import styles from './deals.module.css';

type Stage = Schema<'DealStage'>;

/** Asks for the stage, and for the reason of a lost deal. It moves the deal as it is shown: who changed it meanwhile is not overruled. */
export function MoveDialog({ deal, onClose }: { deal: Schema<'Deal'>; onClose: () => void }) {
  const options = deal.next_stages ?? [];
  const [stage, setStage] = useState<Stage>(forwardOf(deal.stage, options));
  const [reason, setReason] = useState('');
  const reached = useRef<Stage>(null);
  const name = deal.title ?? deal.customer.company_name;
  const move = useAction({
    run: (body: { stage: Stage; reason?: string }, key) =>
      api.POST('/api/v1/deals/{id}/stage', {
        params: { path: { id: deal.id }, header: { 'idempotency-key': key, 'if-match': `"${deal.version}"` } },
        body,
      }),
    changes: [['deals']],
    onDone: (moved) => {
      reached.current = moved.stage;
      announce(texts.moved(name, texts.stages[moved.stage]));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    move.mutate({ stage, ...given({ reason: reason.trim() }) });
  };
  const isFinal = stage === 'won' || stage === 'lost';
  return (
    <Dialog
      title={texts.moveTitle}
      description={`${name}: ${texts.stages[deal.stage]}`}
      onClose={onClose}
      focusThen={() => columnOf(reached.current)}
    >
      <form className={styles['form']} onSubmit={submit}>
        <SelectField label={texts.newStage} options={options} textOf={(each) => texts.stages[each]} value={stage} onChange={setStage} />
        <TextField label={texts.reason} value={reason} onChange={setReason} isRequired={stage === 'lost'} />
        {isFinal && <p>{texts.finalStage}</p>}
        {move.error && <FailureNote failure={move.error} />}
        <div className={buttons['buttons']}>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" kind={stage === 'lost' ? 'danger' : 'primary'} isBusy={move.isPending}>
            {texts.moveNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** On the board, the deal is there then. */
const columnOf = (stage: Stage | null) => document.getElementById(`stage-${stage}`);

const order = Object.keys(texts.stages) as Stage[];

/** Most deals go on by one stage. */
const forwardOf = (from: Stage, options: readonly Stage[]): Stage =>
  options.find((each) => order.indexOf(each) > order.indexOf(from)) ?? 'lost';
