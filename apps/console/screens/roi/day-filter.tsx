import type { TypedFilterProps } from '#apps/console/parts/filters.tsx';
import { Labelled } from '#apps/console/parts/labelled.tsx';
import fields from '#apps/console/parts/field.module.css';

/** A day of the calendar of reports, which is not that of the reader. */
export function DayFilter({ label, value, onChange }: TypedFilterProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          // Another day in the URL is another field.
          key={value}
          id={id}
          type="date"
          className={fields['control']}
          defaultValue={value}
          onBlur={({ target }) => target.value !== (value ?? '') && onChange(target.value || undefined)}
        />
      )}
    </Labelled>
  );
}
