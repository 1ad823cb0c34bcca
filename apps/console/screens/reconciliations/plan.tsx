import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ActionButton, ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

const PlanDialog = lazy(async () => ({ default: (await import('./plan-dialog.tsx')).PlanDialog }));

const changes = [['reconciliations'], ['health']];

/** When the two sides of a sync are compared, and what may be repaired without a yes. */
export function Plan({ syncId: id }: { syncId: string }) {
  const may = useMay();
  const [isChanging, setChanging] = useState(false);
  const answer = useAnswer(['reconciliations', 'plan', id], (signal) =>
    api.GET('/api/v1/syncs/{id}/reconciliation-plan', { params: { path: { id } }, signal }),
  );
  const reconcile = (dry_run: boolean, key: string) =>
    api.POST('/api/v1/syncs/{id}/reconcile', { params: { path: { id }, header: { 'idempotency-key': key } }, body: { dry_run } });
  const actions = may('syncs:write') && (
    <>
      <ActionButton {...{ label: texts.dryRunNow, changes, done: texts.begun }} run={(_, key) => reconcile(true, key)} />
      <ConfirmButton
        {...{ label: texts.repairNow, changes, done: texts.begun, kind: 'plain' }}
        ask={{ title: texts.repairNowTitle, text: texts.repairNowText, yes: texts.repairNowTitle }}
        run={(_, key) => reconcile(false, key)}
      />
      <Button onClick={() => setChanging(true)} opensDialog>
        {texts.change}
      </Button>
    </>
  );
  return (
    <Section title={texts.plan} actions={actions}>
      <Answered answer={answer}>
        {(plan) => (
          <>
            <Facts of={factsOf(plan)} />
            {isChanging && (
              <Suspense>
                <PlanDialog plan={plan} onClose={() => setChanging(false)} />
              </Suspense>
            )}
          </>
        )}
      </Answered>
    </Section>
  );
}

function factsOf(plan: Schema<'ReconciliationPlan'>) {
  return [
    [texts.time, plan.time_of_day],
    [texts.zone, plan.time_zone],
    [texts.next, plan.next_night_at && <Time key="next" at={plan.next_night_at} />],
    [texts.paused, plan.paused && texts.yes],
    [texts.dryRun, plan.dry_run && texts.yes],
    [texts.maxRepair, texts.percent(plan.max_repair_percent)],
    [texts.maxDelete, texts.percent(plan.max_delete_percent)],
  ] as const;
}
