import type { Schema } from '#apps/console/api/schema.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { texts as syncTexts } from '#apps/console/screens/syncs/messages.ts';
import { misfitOf, ownersFor } from './fit.ts';
import { texts, typeText } from './messages.ts';
import { types } from './use-fields.ts';
import styles from './setup.module.css';

type Field = Schema<'SyncField'>;
type Side = Schema<'SyncSide'>;
type Live = Schema<'VendorObjectField'>;

const directions = ['a_to_b', 'b_to_a', 'both'] as const;

interface FieldMappingProps {
  field: Field;
  place: number;
  fieldsOf: Record<Side, readonly Live[]>;
  /** What the API said of it. */
  faults: readonly string[];
  onChange: (field: Field) => void;
  /** Undefined for the last one: an object has one at least. */
  onRemove: (() => void) | undefined;
}

/** One pair of fields: which way, of which type, and who decides. */
export function FieldMapping({ field, place, fieldsOf, faults, onChange, onRemove }: FieldMappingProps) {
  const number = place + 1;
  const select = (side: Side) => {
    const live = fieldsOf[side];
    const names = live.map(({ name }) => name);
    return (
      <SelectField
        label={texts.fieldIn(texts.sides[side])}
        options={names.includes(field[side]) ? names : [field[side], ...names]}
        value={field[side]}
        textOf={(name) => labelOf(live, name)}
        onChange={(name) => onChange({ ...field, [side]: name })}
      />
    );
  };
  const turn = (direction: Field['direction']) => onChange({ ...field, direction, owner: ownersFor(direction)[0] ?? 'none' });
  const misfits = [...faults, ...misfitOf(field, fieldsOf)];
  return (
    <fieldset className={styles['pair']} aria-describedby={misfits.length > 0 ? `misfit-${number}` : undefined}>
      <legend>{texts.pair(number, field.a, field.b)}</legend>
      {select('a')}
      <SelectField
        {...{ label: texts.direction, options: directions, value: field.direction, onChange: turn }}
        textOf={(each) => syncTexts.directions[each]}
      />
      {select('b')}
      <SelectField
        {...{ label: texts.type, options: types, value: field.type }}
        textOf={(each) => texts.types[each]}
        onChange={(type) => onChange({ ...field, type })}
      />
      <SelectField
        {...{ label: texts.owner, options: ownersFor(field.direction), value: field.owner }}
        textOf={(each) => syncTexts.owners[each]}
        onChange={(owner) => onChange({ ...field, owner })}
      />
      {onRemove && <Button onClick={onRemove}>{texts.remove(number)}</Button>}
      {misfits.length > 0 && (
        <ul id={`misfit-${number}`} className={styles['misfits']}>
          {misfits.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function labelOf(live: readonly Live[], name: string): string {
  const field = live.find((each) => each.name === name);
  if (!field) return name;
  const flags = [typeText(field.type), field.required && texts.required, field.read_only && texts.readOnly];
  return `${field.label === name ? name : `${field.label} (${name})`}: ${flags.filter(Boolean).join(', ')}`;
}
