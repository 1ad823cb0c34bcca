import { api } from '#apps/console/api/client.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

/** Takes a decision about two companies back: from then on the score decides again. */
export function UndoButton({ id, one, other }: { id: string; one: string; other: string }) {
  const may = useMay();
  if (!may('accounts:write')) return null;
  return (
    <ActionButton
      label={texts.undo}
      name={texts.undoOf(one, other)}
      changes={[['accounts'], ['deals']]}
      done={texts.undone}
      run={() => api.DELETE('/api/v1/account-verdicts/{id}', { params: { path: { id } } })}
    />
  );
}
