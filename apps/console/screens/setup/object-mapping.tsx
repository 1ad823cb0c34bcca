import type { Schema } from '#apps/console/api/schema.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { FieldMapping } from './field-mapping.tsx';
import { texts } from './messages.ts';
import { typeOf, useFields } from './use-fields.ts';
import styles from './setup.module.css';

type Mapped = Schema<'SyncObject'>;
type Side = Schema<'SyncSide'>;
const sides = ['a', 'b'] as const satisfies readonly Side[];

interface ObjectMappingProps {
  sync: Schema<'Sync'>;
  object: Mapped;
  faults: readonly Schema<'FieldError'>[];
  onChange: (object: Mapped) => void;
}

/** The fields of one pair of objects, by what both vendors have now. */
export function ObjectMapping({ sync, object, faults, onChange }: ObjectMappingProps) {
  const a = useFields(sync.a_connection_id, object.a);
  const b = useFields(sync.b_connection_id, object.b);
  const isOwnB = sync.b_connection_id === 'deals';
  const fieldsOf = { a: a.data?.fields ?? [], b: b.data?.fields ?? [] };
  const creates = (side: Side, isWanted: boolean) =>
    onChange({ ...object, creates: sides.filter((each) => (each === side ? isWanted : object.creates.includes(each))) });
  const add = () => {
    const [first, second] = [unused('a'), unused('b')];
    if (!first || !second) return;
    const blank = { values: [], allowed: [], fallback: null, transforms: [] };
    const field = { ...blank, a: first, b: second, type: typeOf(fieldsOf.b, second), direction: 'a_to_b', owner: 'a' } as const;
    onChange({ ...object, fields: [...object.fields, field] });
  };
  const unused = (side: Side) => fieldsOf[side].find(({ name }) => !object.fields.some((field) => field[side] === name))?.name;
  return (
    <fieldset className={styles['object']}>
      <legend>{texts.objectOf(object.name, object.a, object.b, object.fields.length)}</legend>
      <p>{texts.linkedBy(object.links.map((link) => `${texts.rules[link.how]} (${link.a}, ${link.b})`).join(texts.or))}</p>
      {sides.map((side) => (
        <CheckField
          key={side}
          label={texts.creates(texts.sides[side], object[side])}
          value={object.creates.includes(side)}
          onChange={(isWanted) => creates(side, isWanted)}
        />
      ))}
      <Answered answer={a}>{() => null}</Answered>
      {!isOwnB && <Answered answer={b}>{() => null}</Answered>}
      {object.fields.map((field, place) => (
        <FieldMapping
          // A pair that is changed stays where it is.
          // oxlint-disable-next-line react/no-array-index-key
          key={place}
          {...{ field, place, fieldsOf }}
          faults={faults.filter(({ pointer }) => pointer.includes(`/fields/${place}/`)).map(({ message }) => message)}
          onChange={(changed) => onChange({ ...object, fields: object.fields.with(place, changed) })}
          onRemove={object.fields.length > 1 ? () => onChange({ ...object, fields: object.fields.toSpliced(place, 1) }) : undefined}
        />
      ))}
      {a.data && (b.data || isOwnB) && <Button onClick={add}>{texts.addField}</Button>}
    </fieldset>
  );
}
