import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { FlagForm } from './flag-form.tsx';
import { texts } from './messages.ts';

type Flag = Schema<'FeatureFlag'>;

const shown: readonly Column<Flag>[] = [
  { label: texts.name, cell: ({ name }) => <code>{name}</code> },
  { label: texts.value, cell: (flag) => valueOf(flag) },
  { label: texts.description, cell: ({ description }) => description, isExtra: true },
  { label: texts.changed, cell: ({ updated_at }) => <Time at={updated_at} />, isExtra: true },
];

function valueOf({ enabled, rollout_percent: percent }: Flag): string {
  if (!enabled) return texts.off;
  return percent === null || percent === 100 ? texts.all : texts.some(percent);
}

/** What products switch on and off by partner. */
export function FlagsScreen() {
  const mayChange = useMay()('partners:write');
  const [edited, setEdited] = useState<Flag | null>(null);
  const answer = useAnswer<Schema<'FeatureFlagList'>>(['feature-flags'], (signal) => api.GET('/api/v1/feature-flags', { signal }));
  const columns = mayChange
    ? [...shown, { label: texts.actions, cell: (flag: Flag) => <Change {...{ flag, onEdit: setEdited }} /> }]
    : shown;
  return (
    <Page title={texts.title}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <Note title={texts.nothing}>
              <p>{texts.nothingText}</p>
            </Note>
          ) : (
            <Table caption={texts.title} columns={columns} rows={data} idOf={({ name }) => name} />
          )
        }
      </Answered>
      {mayChange && <FlagForm key={edited?.name} of={edited} onDone={() => setEdited(null)} />}
    </Page>
  );
}

function Change({ flag, onEdit }: { flag: Flag; onEdit: (flag: Flag) => void }) {
  return (
    <>
      <Button onClick={() => onEdit(flag)} name={texts.editFlag(flag.name)}>
        {texts.edit}
      </Button>
      <ConfirmButton
        {...{ label: texts.remove, changes: [['feature-flags']] }}
        ask={{ title: texts.removeTitle(flag.name), text: texts.removeText, yes: texts.removeNow }}
        run={() => api.DELETE('/api/v1/feature-flags/{name}', { params: { path: { name: flag.name } } })}
      />
    </>
  );
}
