import { type FormEvent, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { type Field, requiredOf, type Values } from './deal-fields.ts';
import { filled } from './deal-values.ts';
import { FieldInput } from './field-input.tsx';
import { texts } from './messages.ts';
import styles from './form.module.css';

interface DealFormProps {
  schema: Schema<'DealSchema'>;
  fields: readonly Field[];
  initial: Values;
  yes: string;
  action: { mutate: (values: Values) => void; isPending: boolean; error: Failure | null };
}

/** The fields of the partner's programme. Whenever somebody leaves a field, the API says what is wrong or missing, as it would at the submission. */
export function DealForm({ schema, fields, initial, yes, action }: DealFormProps) {
  const [values, setValues] = useState<Values>(initial);
  // What was said last stays until there is something new: nothing moves under the pointer.
  const [checked, setChecked] = useState<Schema<'DealValidation'>>();
  const validate = useAction({
    run: (deal: Values, key) =>
      api.POST('/api/v1/deals/validate', { params: { header: { 'idempotency-key': key } }, body: deal as Schema<'CreateDeal'> }),
    changes: [],
    onDone: setChecked,
  });
  const wanted = (filled(values) ?? {}) as Values;
  const required = requiredOf(schema, values);
  const errors = action.error?.problem?.errors ?? validate.error?.problem?.errors ?? checked?.errors ?? [];
  // What is missing is listed below: a field that nobody came to yet is not wrong.
  const wrong = errors.filter(({ code }) => code !== 'required');
  const check = () => {
    if (JSON.stringify(validate.variables) !== JSON.stringify(wanted)) validate.mutate(wanted);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!action.isPending) action.mutate(wanted);
  };
  return (
    // It only listens to its fields.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form className={styles['form']} onSubmit={submit} onBlur={check} noValidate>
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          {...{ field, required, pointer: `/${field.name}`, value: values[field.name] }}
          errorAt={(pointer) => wrong.find((error) => error.pointer === pointer)?.message}
          onChange={(next) => setValues((before) => ({ ...before, [field.name]: next }))}
        />
      ))}
      {action.error && <FailureNote failure={action.error} />}
      <div>
        <Button type="submit" kind="primary" isBusy={action.isPending}>
          {yes}
        </Button>
      </div>
      <output>
        {checked?.valid && <Note title={texts.ready} tone="good" />}
        {errors.length > 0 && <Missing errors={errors} />}
      </output>
    </form>
  );
}

function Missing({ errors }: { errors: readonly Schema<'FieldError'>[] }) {
  return (
    <Note title={texts.notYet}>
      <ul>
        {errors.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>
            <code>{pointer.slice(1).replaceAll('/', '.')}</code> {message}
          </li>
        ))}
      </ul>
    </Note>
  );
}
