import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { useMay } from '#apps/console/session/session.ts';
import type { Family } from './family.ts';
import { texts } from './messages.ts';

const changes = [['endpoints'], ['health']];

/** What the state of an endpoint allows: pausing loses nothing, and enabling sends what was held. */
export function EndpointActions({ of: { id, state }, family }: { of: Schema<'Endpoint'>; family: Family }) {
  const may = useMay();
  const path = { id };
  const enable = useAction({
    run: (_: void, key) => api.POST(`${family.api}/{id}/enable`, { params: { path, header: { 'idempotency-key': key } }, body: {} }),
    changes,
  });
  const pause = useAction({
    run: (_: void, key) => api.POST(`${family.api}/{id}/pause`, { params: { path, header: { 'idempotency-key': key } }, body: {} }),
    changes,
  });
  const test = useAction({
    run: (_: void, key) => api.POST(`${family.api}/{id}/test`, { params: { path, header: { 'idempotency-key': key } } }),
    changes: [['deliveries']],
  });
  if (!may(family.write)) return null;
  const failure = enable.error ?? pause.error ?? test.error;
  return (
    <>
      {failure && <FailureNote failure={failure} />}
      {test.data?.deliveries.map((delivery) => (
        <output key={delivery.id}>
          {texts.tested} <Link href={`/deliveries/${delivery.id}`}>{delivery.id}</Link>
        </output>
      ))}
      <Button onClick={() => test.mutate()} isBusy={test.isPending}>
        {texts.test}
      </Button>
      {state === 'enabled' ? (
        <Button onClick={() => pause.mutate()} isBusy={pause.isPending}>
          {texts.pause}
        </Button>
      ) : (
        <Button kind="primary" onClick={() => enable.mutate()} isBusy={enable.isPending}>
          {texts.enable}
        </Button>
      )}
    </>
  );
}
