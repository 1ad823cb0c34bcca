import { api } from '#apps/console/api/client.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Table } from '#apps/console/parts/table.tsx';
import { useSyncColumns } from '#apps/console/screens/syncs/sync-columns.tsx';
import { texts } from './messages.ts';

/** What is kept the same over a connection. */
export function ConnectionSyncs({ id }: { id: string }) {
  const query = { connection_id: id, limit: 50 };
  const answer = useAnswer(['syncs', query], (signal) => api.GET('/api/v1/syncs', { params: { query }, signal }));
  const columns = useSyncColumns(answer.data?.data ?? []);
  return (
    <Section title={texts.syncs}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{texts.noSyncs}</p>
          ) : (
            <Table caption={texts.syncs} columns={columns} rows={data} idOf={(sync) => sync.id} />
          )
        }
      </Answered>
    </Section>
  );
}
