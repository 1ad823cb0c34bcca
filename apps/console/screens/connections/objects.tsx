import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const parameters = { object: text };
/** Each reading costs a call of the vendor's budget. */
const FRESH_MS = 600_000;

const columns: readonly Column<Schema<'VendorObjectField'>>[] = [
  { label: texts.field, cell: ({ name }) => <code>{name}</code> },
  { label: texts.label, cell: ({ label }) => label, isExtra: true },
  { label: texts.type, cell: ({ type }) => type },
  { label: texts.flags, cell: flagsOf, isExtra: true },
];

interface ObjectsProps {
  id: string;
  objects: readonly Schema<'ConnectorObject'>[];
}

/** What the account has, object by object, as the vendor says it now. */
export function Objects({ id, objects }: ObjectsProps) {
  const url = useUrlState(parameters);
  const chosen = objects.find(({ name }) => name === url.values.object)?.name;
  return (
    <Section title={texts.objects}>
      <Filters onClear={undefined}>
        <SelectFilter
          {...{ label: texts.object, options: objects.map(({ name }) => name), value: chosen }}
          textOf={(name) => objects.find((object) => object.name === name)?.label ?? name}
          onChange={(object) => url.set({ object })}
        />
      </Filters>
      {chosen === undefined ? <p>{texts.ask}</p> : <FieldsOf key={chosen} id={id} object={chosen} />}
    </Section>
  );
}

function FieldsOf({ id, object }: { id: string; object: string }) {
  const answer = useAnswer(
    ['connections', id, 'objects', object],
    (signal) => api.GET('/api/v1/connections/{id}/objects/{object}', { params: { path: { id, object } }, signal }),
    { freshMs: FRESH_MS },
  );
  return (
    <Answered answer={answer}>
      {({ fields }) => <Table caption={texts.objects} columns={columns} rows={fields} idOf={({ name }) => name} />}
    </Answered>
  );
}

function flagsOf({ required, read_only, max_length, options }: Schema<'VendorObjectField'>): string {
  const flags = [
    required && texts.required,
    read_only && texts.readOnly,
    max_length !== null && texts.maxLength(max_length),
    options && texts.values(options.length),
  ];
  return flags.filter(Boolean).join(', ');
}
