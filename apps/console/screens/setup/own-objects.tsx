import type { ReactNode } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { useConnectors } from '#apps/console/screens/connections/use-connectors.ts';
import { texts } from './messages.ts';
import { useDraft } from './use-draft.ts';
import { typeOf, useFields } from './use-fields.ts';

const rules = ['domain', 'email', 'external_id'] as const;
const nothing = { a: '', b: '', how: 'domain', linkA: '', linkB: '', fieldA: '', fieldB: '' };
type Choice = typeof nothing;

interface OwnObjectsProps {
  a: string;
  b: string;
  onChosen: (mapping: Schema<'SyncMappingInput'> | null) => ReactNode;
}

/** One object of each side, what their records are found by, and a first pair of fields. More fields follow in the next step. */
export function OwnObjects({ a, b, onChosen }: OwnObjectsProps) {
  const draft = useDraft(`own-${a}-${b}`, nothing);
  const choice = draft.value;
  const set = (change: Partial<Choice>) => draft.set({ ...choice, ...change });
  const fields = { a: useFields(a, choice.a), b: useFields(b, choice.b) };
  const [namesA, namesB] = [fields.a, fields.b].map((answer) => ['', ...(answer.data?.fields.map(({ name }) => name) ?? [])]);
  const isKnown = fields.a.data !== undefined && fields.b.data !== undefined && choice.a !== '' && choice.b !== '';
  const select = (label: string, name: keyof Choice, options: readonly string[]) => (
    <SelectField
      {...{ label, options, value: choice[name] }}
      textOf={(each) => each || texts.choose}
      onChange={(each) => set({ [name]: each })}
    />
  );
  return (
    <Section title={texts.ownObjects}>
      <ObjectChoice
        id={a}
        label={texts.objectIn(texts.sides.a)}
        value={choice.a}
        onChange={(each) => set({ a: each, linkA: '', fieldA: '' })}
      />
      <ObjectChoice
        id={b}
        label={texts.objectIn(texts.sides.b)}
        value={choice.b}
        onChange={(each) => set({ b: each, linkB: '', fieldB: '' })}
      />
      {isKnown && (
        <>
          <SelectField
            {...{ label: texts.linkBy, options: rules, value: rules.find((each) => each === choice.how) ?? 'domain' }}
            textOf={(each) => texts.rules[each]}
            onChange={(how) => set({ how })}
          />
          {select(texts.linkField(texts.sides.a), 'linkA', ['id', ...(namesA ?? [])])}
          {select(texts.linkField(texts.sides.b), 'linkB', namesB ?? [])}
          {select(texts.firstField(texts.sides.a), 'fieldA', namesA ?? [])}
          {select(texts.firstField(texts.sides.b), 'fieldB', namesB ?? [])}
        </>
      )}
      {onChosen(isKnown ? mappingOf(choice, typeOf(fields.b.data?.fields ?? [], choice.fieldB)) : null)}
    </Section>
  );
}

function mappingOf({ a, b, how, linkA, linkB, fieldA, fieldB }: Choice, type: Schema<'SyncFieldType'>): Schema<'SyncMappingInput'> | null {
  const rule = rules.find((each) => each === how) ?? 'domain';
  if ([a, b, linkA, linkB, fieldA, fieldB].includes('')) return null;
  const field = { a: fieldA, b: fieldB, type, direction: 'a_to_b', owner: 'a' } as const;
  return { objects: [{ name: 'records', a, b, creates: [], links: [{ how: rule, a: linkA, b: linkB }], fields: [field] }] };
}

interface ObjectChoiceProps {
  id: string;
  label: string;
  value: string;
  onChange: (object: string) => void;
}

function ObjectChoice({ id, label, value, onChange }: ObjectChoiceProps) {
  const answer = useAnswer<Schema<'Connection'>>(['connections', id], (signal) =>
    api.GET('/api/v1/connections/{id}', { params: { path: { id } }, signal }),
  );
  const connectors = useConnectors();
  return (
    <Answered answer={answer}>
      {({ vendor }) => {
        const objects = connectors.get(vendor)?.objects ?? [];
        return (
          <SelectField
            {...{ label, value, onChange, options: ['', ...objects.map(({ name }) => name)] }}
            textOf={(name) => objects.find((object) => object.name === name)?.label ?? texts.choose}
          />
        );
      }}
    </Answered>
  );
}
