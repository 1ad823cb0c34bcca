import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';

/** Changes when a sync is reconciled, and how far without a yes. */
export function PlanDialog({ plan, onClose }: { plan: Schema<'ReconciliationPlan'>; onClose: () => void }) {
  const { sync_id: id, time_of_day, time_zone, paused, dry_run, max_repair_percent, max_delete_percent } = plan;
  const [wanted, setWanted] = useState({ time_of_day, time_zone, paused, dry_run, max_repair_percent, max_delete_percent });
  const change = (fields: Partial<typeof wanted>) => setWanted({ ...wanted, ...fields });
  const save = useAction({
    run: (body: Schema<'ReconciliationPlanSettings'>) =>
      api.PUT('/api/v1/syncs/{id}/reconciliation-plan', { params: { path: { id } }, body }),
    changes: [['reconciliations']],
    onDone: () => {
      announce(texts.saved);
      onClose();
    },
  });
  return (
    <Dialog title={texts.plan} onClose={onClose}>
      <Form yes={texts.save} action={save} onSubmit={() => save.mutate(wanted)}>
        <TextField label={texts.time} value={wanted.time_of_day} onChange={(time) => change({ time_of_day: time })} isRequired />
        <TextField label={texts.zone} value={wanted.time_zone ?? ''} onChange={(zone) => change({ time_zone: zone.trim() || null })} />
        <TextField
          {...{ label: texts.maxRepair, type: 'number', value: String(wanted.max_repair_percent), isRequired: true }}
          onChange={(value) => change({ max_repair_percent: Number(value) })}
        />
        <TextField
          {...{ label: texts.maxDelete, type: 'number', value: String(wanted.max_delete_percent), isRequired: true }}
          onChange={(value) => change({ max_delete_percent: Number(value) })}
        />
        <CheckField label={texts.dryRun} value={wanted.dry_run} onChange={(isDry) => change({ dry_run: isDry })} />
        <CheckField label={texts.paused} value={wanted.paused} onChange={(isPaused) => change({ paused: isPaused })} />
      </Form>
    </Dialog>
  );
}
