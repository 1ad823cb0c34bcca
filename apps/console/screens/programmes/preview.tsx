import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

type ProgrammePreview = Schema<'ProgrammePreview'>;
type Effect = ProgrammePreview['deals'][number]['effects'][number];

const counts: readonly Column<ProgrammePreview['effects'][number]>[] = [
  { label: texts.effect, cell: ({ effect }) => texts.effects[effect] },
  { label: texts.deals, cell: ({ deals }) => number(deals), isNumber: true },
];

interface Row extends Effect {
  deal: ProgrammePreview['deals'][number];
}

const columns: readonly Column<Row>[] = [
  { label: texts.deal, cell: ({ deal }) => <Link href={`/deals/${deal.deal_id}`}>{deal.company_name}</Link> },
  { label: texts.effect, cell: ({ effect }) => texts.effects[effect] },
  { label: texts.before, cell: ({ before }) => <Step of={before} /> },
  { label: texts.after, cell: ({ after }) => <Step of={after} /> },
  { label: texts.why, cell: ({ errors }) => errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; '), isExtra: true },
];

/** What a change does to open deals, and what it leaves as it is. `children`: what comes next. */
export function Preview({ of, children }: { of: ProgrammePreview; children: ReactNode }) {
  const { examined, open_deals, affected, effects, untouched, deals } = of;
  const rows = deals.flatMap((deal) => deal.effects.map((effect) => ({ ...effect, deal })));
  const kept = [
    ...(untouched.protections > 0 ? [texts.protections(untouched.protections)] : []),
    ...(untouched.reviews > 0 ? [texts.reviews(untouched.reviews)] : []),
    ...(untouched.questions > 0 ? [texts.questions(untouched.questions)] : []),
    texts.reminders,
  ];
  return (
    <Section title={texts.preview}>
      <output>
        {examined < open_deals ? texts.examinedSome(examined, open_deals) : texts.examinedAll(examined)}{' '}
        {affected === 0 ? texts.noneAffected : texts.affected(affected)}
      </output>
      {affected > 0 && (
        <>
          <Table caption={texts.preview} columns={counts} rows={effects.filter((each) => each.deals > 0)} idOf={({ effect }) => effect} />
          <p>{texts.sampleText(deals.length, affected)}</p>
          <Table caption={texts.sample} columns={columns} rows={rows} idOf={({ deal, effect }) => `${deal.deal_id} ${effect}`} />
        </>
      )}
      <h3>{texts.untouched}</h3>
      <ul>
        {kept.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <div>{children}</div>
    </Section>
  );
}

/** A date, a word of the API, or nothing. */
function Step({ of }: { of: string | null }) {
  if (of === null) return texts.empty;
  return /^\d{4}-/.test(of) ? <Time at={of} /> : (texts.steps[of] ?? of);
}
