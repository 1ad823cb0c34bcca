import { useId } from 'react';
import fields from '#apps/console/parts/field.module.css';

interface DayFilterProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A day of the calendar of reports, which is not that of the reader. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const id = useId();
  return (
    <div className={fields['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        // Another day in the URL is another field.
        key={value}
        id={id}
        type="date"
        className={fields['control']}
        defaultValue={value}
        onBlur={({ target }) => target.value !== (value ?? '') && onChange(target.value || undefined)}
      />
    </div>
  );
}
