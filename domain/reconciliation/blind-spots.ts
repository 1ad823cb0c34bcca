import type { Manifest } from '#domain/connections/manifest.ts';
import { isComputed, type ObjectMap, type Side, sides, sourceOf, targetsOf } from '#domain/sync/mapping.ts';
import type { SideNames } from './difference.ts';

/** What a night cannot know, for people. */
export interface BlindSpot {
  object: string;
  /** Null: of both, or of the mapping. */
  side: Side | null;
  field: string | null;
  message: string;
}

interface SideFacts {
  /** Of the object, by the manifest of its vendor. */
  facts: Pick<Manifest['objects'][number], 'deletes' | 'merges' | 'blind_spots'> | undefined;
  /** As the vendor describes it to this connection just now. */
  fields: readonly { name: string; readOnly: boolean }[];
}

/** What the vendors do not tell, what this connection may not see, and what the mapping does not compare. */
export function blindSpotsOf(map: ObjectMap, names: SideNames, facts: Readonly<Record<Side, SideFacts>>): BlindSpot[] {
  const found = sides.flatMap((side) => [
    ...unseenRecords(map, names[side], side, facts[side]),
    ...unseenFields(map, names[side], side, facts[side]),
  ]);
  return [...found, ...notCompared(map)];
}

function unseenRecords({ name: object }: ObjectMap, who: string, side: Side, { facts }: SideFacts): BlindSpot[] {
  const spot = (message: string): BlindSpot => ({ object, side, field: null, message });
  return [
    ...(facts?.blind_spots ?? []).map((text) => spot(`${who}: ${text}`)),
    ...(facts?.deletes === 'never' ? [spot(`${who} does not tell of deletions: a record that is missing may be deleted or hidden`)] : []),
    ...(facts?.merges === 'never' ? [spot(`${who} does not tell of merges: a merged record looks like a deleted one`)] : []),
    spot(`Records that the connection to ${who} may not see look like deleted ones`),
  ];
}

function unseenFields(map: ObjectMap, who: string, side: Side, { fields }: SideFacts): BlindSpot[] {
  return map.fields.flatMap((field): BlindSpot[] => {
    const name = field[side];
    if (isComputed(name) || name === 'id') return [];
    const described = fields.find((one) => one.name === name);
    const spot = (message: string): BlindSpot[] => [{ object: map.name, side, field: name, message }];
    if (described === undefined) return spot(`${who} does not show ${name} to this connection, so it is not compared`);
    if (!described.readOnly) return [];
    if (targetsOf(field).includes(side)) return spot(`${name} cannot be written in ${who}: a difference stays`);
    return spot(`${name} is computed by ${who}, which does not tell when it changes: only a night finds its changes`);
  });
}

function notCompared(map: ObjectMap): BlindSpot[] {
  return map.fields.flatMap((field): BlindSpot[] => {
    const spot = (message: string): BlindSpot[] => [{ object: map.name, side: null, field: `${field.a}=${field.b}`, message }];
    if (field.once) return spot(`${field.a} and ${field.b} are only the same in a new record, and are not compared afterwards`);
    const losing = field.transforms.map(({ kind }) => kind).filter((kind) => kind !== 'jsonata');
    if (sourceOf(field) === null || losing.length === 0) return [];
    return spot(`${field.a} and ${field.b} are compared after ${losing.join(', ')}: what this takes away is not compared`);
  });
}
