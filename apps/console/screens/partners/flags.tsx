import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

type Flag = Schema<'PartnerFeatureFlags'>['data'][number];

/** What is switched on for one partner, and why; somebody may decide otherwise for it alone. */
export function Flags({ partnerId }: { partnerId: string }) {
  const may = useMay();
  const answer = useAnswer<Schema<'PartnerFeatureFlags'>>(['partners', partnerId, 'flags'], (signal) =>
    api.GET('/api/v1/partners/{id}/feature-flags', { params: { path: { id: partnerId } }, signal }),
  );
  const columns: readonly Column<Flag>[] = [
    { label: texts.flag, cell: ({ name }) => <code>{name}</code> },
    { label: texts.flagValue, cell: ({ enabled }) => (enabled ? texts.on : texts.off) },
    { label: texts.because, cell: ({ because }) => texts.reasons[because], isExtra: true },
    ...(may('partners:write') ? [{ label: texts.actions, cell: (flag: Flag) => <Override {...{ flag, partnerId }} /> }] : []),
  ];
  return (
    <Answered answer={answer}>
      {({ data }) =>
        data.length > 0 && (
          <Section title={texts.flags}>
            <Table caption={texts.flags} columns={columns} rows={data} idOf={({ name }) => name} />
          </Section>
        )
      }
    </Answered>
  );
}

function Override({ flag: { name, enabled, because }, partnerId }: { flag: Flag; partnerId: string }) {
  const path = { name, partner_id: partnerId };
  const changes = [['partners', partnerId, 'flags']];
  return (
    <>
      <ActionButton
        {...{ changes, label: enabled ? texts.switchOff : texts.switchOn, name: texts.switchFlag(name, !enabled) }}
        run={() => api.PUT('/api/v1/feature-flags/{name}/partners/{partner_id}', { params: { path }, body: { enabled: !enabled } })}
      />
      {because === 'override' && (
        <ActionButton
          {...{ changes, label: texts.asOthers, name: texts.asOthersFlag(name) }}
          run={() => api.DELETE('/api/v1/feature-flags/{name}/partners/{partner_id}', { params: { path } })}
        />
      )}
    </>
  );
}
