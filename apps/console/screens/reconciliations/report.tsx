import { useLocation } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

const causes: readonly Column<Schema<'ReconciliationReportCause'>>[] = [
  { label: texts.cause, cell: ({ message }) => message },
  { label: texts.findings, cell: ({ findings }) => number(findings), isNumber: true },
];

/** What differs by class and field, what let it happen, and what a comparison cannot see. */
export function Report({ of: { counts, causes: rows, not_detectable } }: { of: Schema<'StoredReconciliationReport'> }) {
  const [path, navigate] = useLocation();
  const columns: Column<Schema<'ReconciliationReportCount'>>[] = [
    { label: texts.class, cell: (row) => texts.classes[row.class] },
    { label: texts.object, cell: ({ object }) => object },
    { label: texts.field, cell: ({ field }) => field, isExtra: true },
    { label: texts.found, cell: ({ found }) => number(found), isNumber: true },
    { label: texts.findingStates.open, cell: ({ open }) => number(open), isNumber: true, isExtra: true },
    { label: texts.findingStates.repaired, cell: ({ repaired }) => number(repaired), isNumber: true, isExtra: true },
    { label: texts.findingStates.ignored, cell: ({ ignored }) => number(ignored), isNumber: true, isExtra: true },
    {
      label: texts.only,
      cell: ({ object, field, ...row }) => {
        const chosen = new URLSearchParams({ class: row.class, object, ...(field !== null && { field }) });
        return <Button onClick={() => navigate(`${path}?${chosen}`)}>{texts.only}</Button>;
      },
    },
  ];
  return (
    <>
      {counts.length > 0 && (
        <Section title={texts.counts}>
          <Table
            {...{ caption: texts.counts, columns, rows: counts }}
            idOf={({ object, field, ...row }) => `${row.class} ${object} ${field}`}
          />
        </Section>
      )}
      {rows.length > 0 && (
        <Section title={texts.causes}>
          <Table {...{ caption: texts.causes, columns: causes, rows }} idOf={({ kind, message }) => `${kind} ${message}`} />
        </Section>
      )}
      {not_detectable.length > 0 && (
        <details>
          <summary>{texts.notDetectable}</summary>
          <ul>
            {not_detectable.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
