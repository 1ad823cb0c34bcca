import type { ApiDeps } from '#apps/api/deps.ts';
import type { SyncRow } from '#db/sync/sync.ts';
import { DomainError } from '#domain/errors.ts';
import { transformationFieldError } from '#domain/events/transformation.ts';
import { within } from '#domain/field-error.ts';
import { checkMapping, type LiveObject, type LiveObjects } from '#domain/sync/mapping-check.ts';
import { type Mapping, type Side } from '#domain/sync/mapping.ts';

type Used = Pick<SyncRow, 'aConnectionId' | 'bConnectionId' | 'mapping'>;

/** A person waits. */
const session = { lane: 'interactive', patienceMs: 5_000 } as const;

const connectionOf = ({ aConnectionId, bConnectionId }: Pick<Used, 'aConnectionId' | 'bConnectionId'>, side: Side): string =>
  side === 'a' ? aConnectionId : bConnectionId;

/** Throws unless both systems can do what the mapping says, as they are now. */
export async function assertUsable(deps: Pick<ApiDeps, 'vendors' | 'transformer'>, used: Used): Promise<void> {
  const live = await describeBoth(deps, used);
  const errors = [...checkMapping(used.mapping, live), ...(await checkExpressions(deps, used.mapping))].map((error) =>
    within(['mapping'], error),
  );
  if (errors.length > 0) {
    throw new DomainError('validation_failed', 'The mapping does not fit the connected systems as they are now', errors);
  }
}

/** The objects of a mapping, as both connections see them now. */
export async function describeBoth(deps: Pick<ApiDeps, 'vendors'>, used: Used): Promise<LiveObjects> {
  return { a: await describeAll(deps, used, 'a'), b: await describeAll(deps, used, 'b') };
}

async function describeAll({ vendors }: Pick<ApiDeps, 'vendors'>, used: Used, side: Side): Promise<ReadonlyMap<string, LiveObject | null>> {
  const id = connectionOf(used, side);
  const { connector } = await vendors.open(id, session);
  const found = new Map<string, LiveObject | null>();
  for (const map of used.mapping.objects) {
    const manifest = connector.manifest.objects.find(({ name }) => name === map[side]);
    const described = manifest ? await describe(vendors, id, manifest.name) : null;
    const more = manifest && { writable: manifest.writable, repeatableCreates: manifest.repeatable_creates };
    found.set(map[side], described && more ? { ...described, ...more } : null);
  }
  return found;
}

/** Null if the vendor shows the connection no such object. */
async function describe(vendors: ApiDeps['vendors'], id: string, object: string) {
  try {
    return await vendors.describe(id, object, session);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'vendor_rejected') return null;
    throw error;
  }
}

async function checkExpressions({ transformer }: Pick<ApiDeps, 'transformer'>, { objects }: Mapping) {
  const places = objects.flatMap((map, object) =>
    map.fields.flatMap((field, index) =>
      field.transforms.flatMap((transform, at) =>
        transform.kind === 'jsonata'
          ? [{ path: ['objects', object, 'fields', index, 'transforms', at], expression: transform.expression }]
          : [],
      ),
    ),
  );
  const faults = await Promise.all(
    places.map(async ({ path, expression }) => {
      const fault = await transformer.check('platform', 'the expression', expression);
      return fault ? [within(path, transformationFieldError('expression', fault))] : [];
    }),
  );
  return faults.flat();
}

/** Both connections of a sync, for a person who waits. */
export async function openBoth({ vendors }: Pick<ApiDeps, 'vendors'>, used: Pick<Used, 'aConnectionId' | 'bConnectionId'>) {
  const [a, b] = await Promise.all([vendors.open(used.aConnectionId, session), vendors.open(used.bConnectionId, session)]);
  return { a, b };
}
