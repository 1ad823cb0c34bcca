import { useId } from 'react';
import { spelled } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { type Field, memberOf, type Values } from './deal-fields.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';
import styles from './form.module.css';

interface FieldInputProps {
  field: Field;
  /** Where the value is in the deal. */
  pointer: string;
  value: unknown;
  onChange: (value: unknown) => void;
  required: ReadonlySet<string>;
  /** What the API says of the value at a pointer. */
  errorAt: (pointer: string) => string | undefined;
}

/** One field of the schema, whatever it is: a text, a choice, a group of fields, a list of groups. */
export function FieldInput(props: FieldInputProps) {
  const { field, pointer, value, onChange } = props;
  if (field.kind === 'group') {
    return (
      <fieldset className={styles['group']}>
        <legend>{labelOf(field.name)}</legend>
        <Members {...props} of={field.fields} />
      </fieldset>
    );
  }
  if (field.kind === 'groups') {
    const items = Array.isArray(value) ? value : [];
    return (
      <fieldset className={styles['group']}>
        <legend>{labelOf(field.name)}</legend>
        {items.map((item, place) => (
          // They have no other name.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={place} className={styles['item']}>
            <Members
              {...{ ...props, value: item, pointer: `${pointer}/${place}`, of: field.fields }}
              onChange={(next) => onChange(items.with(place, next))}
            />
            <Button onClick={() => onChange(items.toSpliced(place, 1))}>{texts.remove}</Button>
          </div>
        ))}
        <Button onClick={() => onChange([...items, {}])}>{texts.addOne}</Button>
      </fieldset>
    );
  }
  return <Single {...props} field={field} />;
}

function Members({ of, value, pointer, onChange, ...rest }: Omit<FieldInputProps, 'field'> & { of: readonly Field[] }) {
  return of.map((field) => (
    <FieldInput
      key={field.name}
      {...{ ...rest, field, pointer: `${pointer}/${field.name}`, value: memberOf(value, field.name) }}
      onChange={(next) => onChange({ ...(value as Values | undefined), [field.name]: next })}
    />
  ));
}

type SingleField = Exclude<Field, { kind: 'group' | 'groups' }>;

function Single({ field, pointer, value, onChange, required, errorAt }: FieldInputProps & { field: SingleField }) {
  const id = useId();
  const error = errorAt(pointer);
  const described = [field.hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    className: fields['control'],
    'aria-required': required.has(pointer),
    'aria-invalid': error !== undefined,
    'aria-describedby': described || undefined,
  };
  return (
    <div className={fields['field']}>
      <label htmlFor={id}>{required.has(pointer) ? texts.required(labelOf(field.name)) : labelOf(field.name)}</label>
      <Control {...{ field, shared, value, onChange }} />
      {field.hint !== undefined && (
        <small id={`${id}-hint`} className={styles['hint']}>
          {field.hint}
        </small>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={fields['error']}>
          {error}
        </p>
      )}
    </div>
  );
}

function Control({
  field,
  shared,
  value,
  onChange,
}: Pick<FieldInputProps, 'value' | 'onChange'> & { field: SingleField; shared: { id: string } }) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (field.kind) {
    case 'choice':
      return (
        <select {...shared} value={text} onChange={({ target }) => onChange(target.value)}>
          <option value="">{texts.choose}</option>
          {field.options.map((each) => (
            <option key={each} value={each}>
              {spelled(each)}
            </option>
          ))}
        </select>
      );
    case 'yes':
      return (
        <select
          {...shared}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={({ target }) => onChange(answerOf(target.value))}
        >
          <option value="">{texts.choose}</option>
          <option value="true">{texts.yes}</option>
          <option value="false">{texts.no}</option>
        </select>
      );
    case 'long':
      return <textarea {...shared} rows={4} value={text} onChange={({ target }) => onChange(target.value)} />;
    case 'texts':
      return (
        <textarea
          {...shared}
          rows={3}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={({ target }) => onChange(target.value.split('\n'))}
        />
      );
    case 'number':
      return <input {...shared} type="number" step="any" value={text} onChange={({ target }) => onChange(numberOf(target.value))} />;
    case 'text':
    case 'date':
    case 'email':
      return <input {...shared} type={field.kind} value={text} onChange={({ target }) => onChange(target.value)} />;
  }
}

const answerOf = (chosen: string): boolean | undefined => (chosen === '' ? undefined : chosen === 'true');
const numberOf = (typed: string): number | undefined => (typed === '' ? undefined : Number(typed));

/** Fields of the programme have names that nobody here knows. */
function labelOf(name: string): string {
  const known: Readonly<Record<string, string>> = texts.fields;
  return known[name] ?? spelled(name);
}
