import type { Schema } from '#apps/console/api/schema.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

type Contact = Schema<'Partner'>['contacts'][number];

const roles = Object.keys(texts.contactRoles) as Contact['role'][];
const nobody: Contact = { name: '', email: '', role: 'technical' };

/** The people of a partner to turn to. */
export function Contacts({ values, onChange }: { values: readonly Contact[]; onChange: (values: Contact[]) => void }) {
  const change = (place: number, to: Partial<Contact>) => onChange(values.map((each, at) => (at === place ? { ...each, ...to } : each)));
  return (
    <>
      {values.map((contact, place) => (
        // Nothing else tells apart two that are being typed.
        // eslint-disable-next-line react/no-array-index-key
        <fieldset key={place}>
          <legend>{texts.contact(place + 1)}</legend>
          <TextField label={texts.contactName} value={contact.name} onChange={(name) => change(place, { name })} />
          <TextField
            label={texts.contactEmail}
            type="email"
            value={contact.email}
            onChange={(email) => change(place, { email })}
            isRequired
          />
          <SelectField
            {...{ label: texts.contactRole, options: roles, value: contact.role }}
            textOf={(each) => texts.contactRoles[each]}
            onChange={(role) => change(place, { role })}
          />
          <Button onClick={() => onChange(values.filter((_, at) => at !== place))}>{texts.removeContact}</Button>
        </fieldset>
      ))}
      <Button onClick={() => onChange([...values, nobody])}>{texts.addContact}</Button>
    </>
  );
}
