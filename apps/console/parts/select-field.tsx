import { Labelled } from './labelled.tsx';
import fields from './field.module.css';

interface SelectFieldProps<Value extends string> {
  label: string;
  options: readonly Value[];
  textOf: (value: Value) => string;
  value: Value;
  onChange: (value: Value) => void;
}

/** One of several values. */
export function SelectField<Value extends string>({ label, options, textOf, value, onChange }: SelectFieldProps<Value>) {
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          className={fields['control']}
          value={value}
          onChange={({ target }) => onChange(options.find((each) => each === target.value) ?? value)}
        >
          {options.map((each) => (
            <option key={each} value={each}>
              {textOf(each)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
