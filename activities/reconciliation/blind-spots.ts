import { type BlindSpot, blindSpotsOf } from '#domain/reconciliation/blind-spots.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { type CheckDeps, type CheckedRun, openSide } from './reread.ts';

/** What the night cannot know of each object, by what the vendors say of themselves and show to the connections now. */
export async function findBlindSpots(deps: CheckDeps, run: CheckedRun): Promise<BlindSpot[]> {
  const of = async (map: ObjectMap, side: Side) => {
    const { connector, session } = await openSide(deps, run, side);
    const { fields } = await connector.objects.describe(session, map[side]);
    return { label: connector.manifest.label, facts: connector.manifest.objects.find(({ name }) => name === map[side]), fields };
  };
  const spots = await Promise.all(
    run.mapping.objects.map(async (map) => {
      const [a, b] = await Promise.all([of(map, 'a'), of(map, 'b')]);
      return blindSpotsOf(map, { a: a.label, b: b.label }, { a, b });
    }),
  );
  return spots.flat();
}
