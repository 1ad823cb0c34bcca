import { type FormEvent, useState } from 'react';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { decide, type Decision, type DecisionKind } from './decision.ts';
import { texts } from './messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';
import styles from './deals.module.css';

const fields: readonly Schema<'DealField'>[] = [
  ...(['customer', 'title', 'problem', 'expected_value', 'frequency', 'close_date'] as const),
  ...(['type', 'origin', 'competitor', 'sales_activities', 'team', 'custom'] as const),
];

interface DecisionDialogProps {
  deal: Schema<'Deal'>;
  kind: DecisionKind;
  onDecided: (kind: DecisionKind) => void;
  onClose: () => void;
}

/** What a decision needs: a reason that the partner reads, fields to change, the deal that stays. Enter decides. */
export function DecisionDialog({ deal, kind, onDecided, onClose }: DecisionDialogProps) {
  const [input, setInput] = useState<Decision>({ kind, text: '', into: '', fields: ['customer'] });
  const set = (part: Partial<Decision>) => setInput({ ...input, ...part });
  const words = texts.decisions[kind];
  const decision = useAction({
    run: (made: Decision, key) => decide(deal, made, key),
    changes: [['deals']],
    onDone: () => onDecided(kind),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decision.mutate(input);
  };
  const needsText = kind === 'reject' || kind === 'ask' || (kind === 'approve' && deal.conflict === 'conflict');
  return (
    <Dialog title={words.title} description={`${deal.customer.company_name}: ${words.text}`} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        {kind === 'merge' && <TextField label={texts.into} value={input.into} onChange={(into) => set({ into })} isRequired />}
        {kind === 'ask' && (
          <ChipsFilter
            label={texts.fields}
            options={fields}
            textOf={spelled}
            values={input.fields}
            onChange={(chosen) => set({ fields: chosen })}
          />
        )}
        <TextField label={labelOf(kind, deal)} value={input.text} onChange={(text) => set({ text })} isRequired={needsText} />
        {decision.error && <FailureNote failure={decision.error} />}
        <div className={buttons['buttons']}>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" kind={kind === 'reject' ? 'danger' : 'primary'} isBusy={decision.isPending}>
            {words.yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function labelOf(kind: DecisionKind, { conflict }: Schema<'Deal'>): string {
  if (kind === 'reject') return texts.forPartner;
  if (kind === 'ask') return texts.question;
  return kind === 'approve' && conflict === 'conflict' ? texts.overrideComment : texts.internal;
}
