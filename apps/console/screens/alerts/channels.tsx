import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton, ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';

const ChannelDialog = lazy(async () => ({ default: (await import('./channel-dialog.tsx')).ChannelDialog }));

type Channel = Schema<'AlertChannel'>;

const changes = [['alert-channels'], ['alert-routes']];

const columns: readonly Column<Channel>[] = [
  { label: texts.name, cell: ({ name }) => name },
  { label: texts.kind, cell: ({ settings }) => texts.kinds[settings.kind] },
  { label: texts.enabled, cell: ({ enabled }) => (enabled ? texts.yes : texts.no), isExtra: true },
  { label: texts.lastSuccess, cell: ({ last_success_at }) => <Time at={last_success_at} />, isExtra: true },
  { label: texts.lastError, cell: ({ last_error }) => last_error, isExtra: true },
];

/** Where alerts can be told. */
export function Channels({ of }: { of: readonly Channel[] }) {
  const may = useMay();
  const [edited, setEdited] = useState<Channel | 'new' | null>(null);
  const actions: Column<Channel> = {
    label: texts.test,
    cell: (channel) => (
      <>
        <ActionButton
          {...{ label: texts.test, changes }}
          run={(_, key) =>
            api.POST('/api/v1/alert-channels/{id}/test', { params: { path: { id: channel.id }, header: { 'idempotency-key': key } } })
          }
          onDone={({ ok, error, took_ms }) =>
            announce(ok ? texts.testedWell(channel.name, took_ms) : texts.testedBadly(channel.name, error ?? ''))
          }
        />{' '}
        <Button onClick={() => setEdited(channel)} opensDialog>
          {texts.edit}
        </Button>{' '}
        <ConfirmButton
          {...{ label: texts.remove, changes }}
          ask={{ title: texts.removeTitle, text: texts.removeText, yes: texts.removeNow }}
          run={() => api.DELETE('/api/v1/alert-channels/{id}', { params: { path: { id: channel.id } } })}
        />
      </>
    ),
  };
  return (
    <Section
      title={texts.channels}
      actions={
        may('alerts:write') && (
          <Button onClick={() => setEdited('new')} opensDialog>
            {texts.add}
          </Button>
        )
      }
    >
      {of.length === 0 ? (
        <p>{texts.noChannels}</p>
      ) : (
        <Table
          {...{ caption: texts.channels, columns: may('alerts:write') ? [...columns, actions] : columns, rows: of }}
          idOf={({ id }) => id}
        />
      )}
      {edited !== null && (
        <Suspense>
          <ChannelDialog channel={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </Section>
  );
}
