import { type ReactNode, useId } from 'react';
import fields from './field.module.css';

interface LabelledProps {
  label: string;
  /** The control, which has this id. */
  children: (id: string) => ReactNode;
}

/** A control below its label. */
export function Labelled({ label, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={fields['field']}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
