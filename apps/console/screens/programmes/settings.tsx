import type { Schema } from '#apps/console/api/schema.ts';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { texts } from './messages.ts';
import { type FieldName, groupNames, options, settingsOf, valuesOf } from './settings-fields.ts';
import styles from './programmes.module.css';

/** The rules of a programme, in groups. */
export function Settings({ of }: { of: Schema<'Programme'> }) {
  const values = valuesOf(of);
  return groupNames.map((group) => (
    <Section key={group} title={texts.groups[group]}>
      <Facts
        of={settingsOf(group).map((field) => [texts.fields[field], <Setting key={field} field={field} text={values[field]} />] as const)}
      />
    </Section>
  ));
}

/** The value of one field, as people read it. */
export function Setting({ field, text }: { field: FieldName; text: string }) {
  if (text === '') return texts.empty;
  return <span className={styles['shown']}>{field in options ? (texts.choices[text] ?? text) : text}</span>;
}
