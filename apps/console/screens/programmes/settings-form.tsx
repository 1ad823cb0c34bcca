import type { Failure } from '#apps/console/api/failure.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { type FieldName, groupNames, hasLines, isWhole, options, settingsOf, unreadable, type Values } from './settings-fields.ts';
import styles from './programmes.module.css';

const LINES = 4;

interface SettingsFormProps {
  values: Values;
  onChange: (values: Values) => void;
  yes: string;
  onSubmit: () => void;
  action: { isPending: boolean; error: Failure | null };
}

/** The settings of a programme, in groups. What the API refuses is said at its field. */
export function SettingsForm({ values, onChange, yes, onSubmit, action }: SettingsFormProps) {
  const broken = unreadable(values);
  const errorOf = (field: FieldName): string | undefined => {
    if (broken.includes(field)) return texts.noJson;
    const pointer = field === 'name' ? '/name' : `/settings/${pathOf(field).replaceAll('.', '/')}`;
    return action.error?.problem?.errors?.find((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`))?.message;
  };
  const field = (name: FieldName) => (
    <SettingField
      key={name}
      {...{ name, error: errorOf(name) }}
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: value })}
    />
  );
  return (
    <Form {...{ yes, action }} onSubmit={() => broken.length === 0 && onSubmit()}>
      {field('name')}
      {groupNames.map((group) => (
        <fieldset key={group} className={styles['group']}>
          <legend>{texts.groups[group]}</legend>
          {settingsOf(group)
            .filter((name) => values.auto_approve === 'limit' || !name.startsWith('auto_approve.'))
            .map(field)}
        </fieldset>
      ))}
    </Form>
  );
}

/** The value of the API that a field is a part of. */
const pathOf = (field: FieldName): string => field.replace(/^auto_approve\./, 'auto_approve.max_value.');

interface SettingFieldProps {
  name: FieldName;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function SettingField({ name, value, error, onChange }: SettingFieldProps) {
  const hint = texts.hints[name];
  const label = hint === undefined ? texts.fields[name] : `${texts.fields[name]} (${hint})`;
  const choices = options[name];
  if (choices) return <SelectField {...{ label, value, onChange }} options={choices} textOf={(each) => texts.choices[each] ?? each} />;
  return (
    <TextField
      {...{ label, value, onChange, error }}
      type={isWhole(name) ? 'number' : 'text'}
      lines={hasLines(name) ? LINES : 1}
      isRequired={name === 'name' || isWhole(name)}
    />
  );
}
