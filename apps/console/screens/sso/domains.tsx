import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { Badge } from '#apps/console/parts/badge.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

type Sso = Schema<'SsoConnection'>;

const columns: readonly Column<Sso['domains'][number]>[] = [
  {
    label: texts.state,
    cell: ({ verified_at: at }) => <Badge tone={at === null ? 'warn' : 'good'}>{at === null ? texts.waits : texts.verified}</Badge>,
  },
  { label: texts.domains, cell: ({ domain }) => domain },
  { label: texts.txtHost, cell: ({ domain }) => <code>{`_causeway.${domain}`}</code>, isExtra: true },
  { label: texts.txt, cell: ({ txt_record }) => <code>{txt_record}</code> },
];

/** Whose addresses lead to this provider, and the records that prove it. */
export function Domains({ of: { id, domains } }: { of: Sso }) {
  const mayChange = useMay()('users:write');
  if (domains.length === 0) return null;
  const waits = domains.some(({ verified_at }) => verified_at === null);
  return (
    <Section
      title={texts.domains}
      actions={
        mayChange &&
        waits && (
          <ActionButton
            {...{ label: texts.verify, changes: [['sso']] }}
            run={(_, key) =>
              api.POST('/api/v1/sso-connections/{id}/verify-domains', { params: { path: { id }, header: { 'idempotency-key': key } } })
            }
          />
        )
      }
    >
      <Table caption={texts.domains} columns={columns} rows={domains} idOf={({ domain }) => domain} />
    </Section>
  );
}
