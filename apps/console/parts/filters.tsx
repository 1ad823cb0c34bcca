import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { Labelled } from './labelled.tsx';
import { texts } from './messages.ts';
import fields from './field.module.css';
import styles from './filters.module.css';

/** The filters of a list, and how to be rid of them. */
export function Filters({ children, onClear }: { children: ReactNode; onClear: (() => void) | undefined }) {
  return (
    <search aria-label={texts.filters}>
      <form className={styles['filters']} onSubmit={(event) => event.preventDefault()}>
        {children}
        {onClear && <Button onClick={onClear}>{texts.clear}</Button>}
      </form>
    </search>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly Value[];
  textOf: (value: Value) => string;
}

/** One value, or any. */
export function SelectFilter<Value extends string>({
  label,
  options,
  textOf,
  value,
  onChange,
}: ChoiceProps<Value> & { value: Value | undefined; onChange: (value: Value | undefined) => void }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          className={fields['control']}
          value={value ?? ''}
          onChange={(event) => onChange(options.find((each) => each === event.target.value))}
        >
          <option value="">{texts.any}</option>
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

/** Any number of values; none means any. */
export function ChipsFilter<Value extends string>({
  label,
  options,
  textOf,
  values,
  onChange,
}: ChoiceProps<Value> & { values: readonly Value[]; onChange: (values: Value[]) => void }) {
  return (
    <fieldset className={`${fields['field']} ${styles['chips']}`}>
      <legend>{label}</legend>
      {options.map((each) => (
        <label key={each} className={styles['chip']}>
          <input
            type="checkbox"
            checked={values.includes(each)}
            onChange={({ target }) => onChange(options.filter((option) => (option === each ? target.checked : values.includes(option))))}
          />
          {textOf(each)}
        </label>
      ))}
    </fieldset>
  );
}

export interface TypedFilterProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Takes effect when somebody leaves it or presses Enter, not with each letter. */
export function TextFilter({ label, value, onChange }: TypedFilterProps) {
  const input = useShown(value ?? '');
  const apply = (field: HTMLInputElement) => {
    const typed = field.value.trim();
    if (typed !== (value ?? '')) onChange(typed || undefined);
  };
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          ref={input}
          id={id}
          className={fields['control']}
          defaultValue={value ?? ''}
          onBlur={({ target }) => apply(target)}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && apply(currentTarget)}
        />
      )}
    </Labelled>
  );
}

/** A time in the zone of the reader; in the URL it is in UTC. */
export function TimeFilter({ label, value, onChange }: TypedFilterProps) {
  const shown = value === undefined ? '' : inLocalZone(value);
  const input = useShown(shown);
  const apply = (typed: string) => {
    if (typed !== shown) onChange(typed === '' ? undefined : new Date(typed).toISOString());
  };
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          ref={input}
          id={id}
          type="datetime-local"
          className={fields['control']}
          defaultValue={shown}
          onBlur={({ target }) => apply(target.value)}
        />
      )}
    </Labelled>
  );
}

/** Shows what the URL says, unless somebody is typing: the field keeps its focus and what is not applied yet. */
function useShown(text: string) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = text;
  }, [text]);
  return input;
}

/** As `datetime-local` wants it. */
function inLocalZone(at: string): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
