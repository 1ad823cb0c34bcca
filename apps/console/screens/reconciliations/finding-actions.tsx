import { api, forEach, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton, ConfirmButton, ReasonButton } from '#apps/console/parts/action-button.tsx';
import { Chosen, type Choice } from '#apps/console/parts/choice.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';

type Repairs = Schema<'ReconciliationRepairs'>;

interface FindingActionsProps {
  id: string;
  choice: Choice<Schema<'ReconciliationFinding'>>;
  selection: { class: Repairs['class'] | undefined; object: string | undefined; field: string | undefined };
}

const changes = [['reconciliations'], ['syncs'], ['health']];

/** Repairs, ignores, or stops ignoring: what is chosen, or of a class all that match. */
export function FindingActions({ id, choice, selection }: FindingActionsProps) {
  const repair = (body: Repairs, key: string) =>
    api.POST('/api/v1/reconciliations/{id}/repairs', { params: { path: { id }, header: { 'idempotency-key': key } }, body });
  const onRepaired = ({ repairing }: Schema<'ReconciliationRepairsResult'>) => announce(texts.repairing(repairing));
  const params = (finding: string, key: string) => ({ path: { id: finding }, header: { 'idempotency-key': key } });
  return (
    <>
      <Chosen of={choice}>
        <ActionButton
          {...{ label: texts.repair, changes, kind: 'primary', onDone: onRepaired }}
          run={(_, key) => repair({ ids: choice.chosen }, key)}
        />
        <ReasonButton
          {...{ label: texts.ignore, changes, kind: 'plain', onDone: (done: number) => announce(texts.ignoredNow(done)) }}
          ask={{ title: texts.ignoreTitle, text: texts.ignoreText, label: texts.because, yes: texts.ignoreNow }}
          run={(reason, key) =>
            forEach(choice.chosen, key, (finding, own) =>
              api.POST('/api/v1/reconciliation-findings/{id}/ignore', { params: params(finding, own), body: { reason } }),
            )
          }
        />
        <ActionButton
          {...{ label: texts.unignore, changes, onDone: (done: number) => announce(texts.unignored(done)) }}
          run={(_, key) =>
            forEach(choice.chosen, key, (finding) =>
              api.DELETE('/api/v1/reconciliation-findings/{id}/ignore', { params: { path: { id: finding } } }),
            )
          }
        />
      </Chosen>
      {selection.class && (
        <ConfirmButton
          {...{ label: texts.repairAll, changes, kind: 'plain', onDone: onRepaired }}
          ask={{ title: texts.repairTitle, text: texts.repairText, yes: texts.repair }}
          run={(_, key) => repair(given(selection), key)}
        />
      )}
    </>
  );
}
