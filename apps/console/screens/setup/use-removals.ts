import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { useConnectors } from '#apps/console/screens/connections/use-connectors.ts';
import { texts } from './messages.ts';

/** What a test creates there cannot be removed: said before it is created. */
export function useRemovals(sync: Schema<'Sync'>, name: string): string[] {
  const connectors = useConnectors();
  const vendors = { a: useVendor(sync.a_connection_id), b: useVendor(sync.b_connection_id) };
  const map = sync.mapping.objects.find((object) => object.name === name);
  if (!map) return [];
  return map.creates.flatMap((side) => {
    const vendor = connectors.get(vendors[side] ?? '');
    const object = vendor?.objects.find((each) => each.name === map[side]);
    return vendor && object?.removal === 'never' ? [texts.stays(vendor.label, object.label)] : [];
  });
}

function useVendor(id: string): string | undefined {
  const { data } = useAnswer<Schema<'Connection'>>(
    ['connections', id],
    (signal) => api.GET('/api/v1/connections/{id}', { params: { path: { id } }, signal }),
    { isWanted: id !== 'deals' },
  );
  return data?.vendor;
}
