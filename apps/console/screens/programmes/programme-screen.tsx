import { Link, useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { Settings } from './settings.tsx';

/** One programme with all its rules. */
export function ProgrammeScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Schema<'Programme'>>(['programmes', id], (signal) =>
    api.GET('/api/v1/programmes/{id}', { params: { path: { id } }, signal }),
  );
  return (
    <Answered answer={answer}>
      {(programme) => (
        <Page title={programme.name} actions={may('partners:write') && id !== 'prg_default' && <Remove id={id} />}>
          <Facts
            of={[
              ['ID', <code key="id">{id}</code>],
              [texts.version, programme.version],
              [texts.created, <Time key="created" at={programme.created_at} />],
              [texts.changed, <Time key="changed" at={programme.updated_at} />],
            ]}
          />
          <Links>
            {may('partners:write') && <Link href={`/programmes/${id}/edit`}>{texts.edit}</Link>}
            {may('audit:read') && <Link href={`/audit?object_id=${id}`}>{texts.audit}</Link>}
          </Links>
          <Settings of={programme} />
        </Page>
      )}
    </Answered>
  );
}

function Remove({ id }: { id: string }) {
  const [, navigate] = useLocation();
  return (
    <ConfirmButton
      {...{ label: texts.remove, changes: [['programmes']] }}
      ask={{ title: texts.removeTitle, text: texts.removeText, yes: texts.removeNow }}
      run={() => api.DELETE('/api/v1/programmes/{id}', { params: { path: { id } } })}
      onDone={() => navigate('/programmes')}
    />
  );
}
