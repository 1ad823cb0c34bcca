import type { Schema } from '#apps/console/api/schema.ts';
import { texts, typeText } from './messages.ts';

type Field = Schema<'SyncField'>;
type Live = Schema<'VendorObjectField'>;
type Side = Schema<'SyncSide'>;

/** Types of a source that a target of another type takes, as the API checks them. Text takes everything. */
const fits: Partial<Record<Field['type'], readonly Live['type'][]>> = {
  number: ['money'],
  money: ['number'],
  choice: ['choices', 'reference'],
  date: ['time'],
  time: ['date'],
};

const targetsOf = (direction: Field['direction']): readonly Side[] =>
  direction === 'both' ? ['a', 'b'] : [direction === 'a_to_b' ? 'b' : 'a'];

/** Who may decide: one way, only the side that it comes from. */
export function ownersFor(direction: Field['direction']): Field['owner'][] {
  if (direction === 'a_to_b') return ['a', 'prefer_a'];
  return direction === 'b_to_a' ? ['b', 'prefer_b'] : ['none', 'newest', 'a', 'b', 'prefer_a', 'prefer_b'];
}

/** What the API would say of a pair, before it is asked. */
export function misfitOf({ a, b, type, direction }: Field, live: Record<Side, readonly Live[]>): string[] {
  const names = { a, b };
  return targetsOf(direction).flatMap((side) => {
    const target = live[side].find(({ name }) => name === names[side]);
    if (!target) return [];
    const takes = target.type === type || target.type === 'text' || fits[type]?.includes(target.type) === true;
    return [
      ...(target.read_only ? [texts.isReadOnly(texts.sides[side], target.name)] : []),
      ...(takes ? [] : [texts.takesNo(texts.sides[side], target.name, typeText(target.type), typeText(type))]),
    ];
  });
}
