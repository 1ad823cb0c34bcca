import { type HTMLInputTypeAttribute, useId } from 'react';
import styles from './field.module.css';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  autoComplete?: string;
  error?: string | undefined;
  isRequired?: boolean;
  /** Omitted: one. */
  lines?: number;
}

export function TextField({
  label,
  value,
  onChange,
  type = 'text',
  autoComplete = 'off',
  error,
  isRequired = false,
  lines = 1,
}: TextFieldProps) {
  const id = useId();
  const common = {
    ...{ id, value },
    className: styles['control'],
    required: isRequired,
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
  };
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {lines > 1 ? (
        <textarea {...common} rows={lines} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...{ ...common, type, autoComplete }} onChange={(event) => onChange(event.target.value)} />
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
