import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

type Field = Schema<'SyncField'>;
type MappedObject = Schema<'SyncObject'>;

const columns: readonly Column<Field>[] = [
  { label: texts.inA, cell: ({ a }) => <code>{a}</code> },
  { label: texts.direction, cell: ({ direction }) => texts.directions[direction] },
  { label: texts.inB, cell: ({ b }) => <code>{b}</code> },
  { label: texts.type, cell: ({ type }) => type, isExtra: true },
  { label: texts.owner, cell: ({ direction, owner }) => direction === 'both' && texts.owners[owner], isExtra: true },
  { label: texts.rules, cell: rulesOf, isExtra: true },
];

/** What is kept the same, in words: object by object, field by field. */
export function MappingOf({ mapping }: { mapping: Schema<'SyncMapping'> }) {
  return (
    <Section title={texts.mapping}>
      {mapping.objects.map((object) => {
        const title = texts.object(object.name, object.a, object.b);
        return (
          <details key={object.name} open={mapping.objects.length === 1}>
            <summary>{title}</summary>
            <p>{[linksOf(object), sidesOf(object)].flat().join(' ')}</p>
            <Table caption={title} columns={columns} rows={object.fields} idOf={({ a, b }) => `${a}=${b}`} />
          </details>
        );
      })}
    </Section>
  );
}

const linksOf = ({ links }: MappedObject): string =>
  texts.links(links.map(({ how, a, b }) => `${texts.linkBy[how]} (${a}, ${b})`).join(texts.or));

function sidesOf({ creates, deletes }: MappedObject): string[] {
  const named = (sides: readonly Schema<'SyncSide'>[]) => sides.map((side) => texts.sides[side]).join(texts.and);
  return [
    creates.length > 0 ? texts.creates(named(creates)) : texts.createsNone,
    deletes.length > 0 ? texts.deletes(named(deletes)) : texts.deletesNone,
  ];
}

function rulesOf({ values, allowed, fallback, transforms, once, references }: Field): string {
  const rules = [
    ...values.map(({ a, b }) => texts.valueOf(a, b)),
    ...transforms.map((transform) => (transform.kind === 'jsonata' ? transform.expression : spelled(transform.kind))),
    allowed.join(texts.or),
    fallback !== null && texts.fallback(fallback),
    once && texts.once,
    references && texts.references(references),
  ];
  return rules.filter(Boolean).join('; ');
}
