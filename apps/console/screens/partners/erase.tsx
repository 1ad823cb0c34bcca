import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { texts } from './messages.ts';

/** Ends a partner for good. */
export function EraseButton({ of: { id, name } }: { of: Schema<'Partner'> }) {
  const [, navigate] = useLocation();
  return (
    <ConfirmButton
      {...{ label: texts.erase, changes: [['erasures']] }}
      ask={{ title: texts.eraseTitle(name), text: texts.eraseText, yes: texts.eraseNow }}
      run={() => api.DELETE('/api/v1/partners/{id}', { params: { path: { id } } })}
      onDone={() => navigate(`/erasures?partner_id=${id}`)}
    />
  );
}
