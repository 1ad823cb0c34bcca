import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import { type FieldName, fieldNames, type Values, valuesOf } from './settings-fields.ts';
import { Setting } from './settings.tsx';

type Programme = Schema<'Programme'>;

interface ConflictProps {
  /** As it was when the person began. */
  base: Programme;
  values: Values;
  onRebase: (present: Programme) => void;
}

/** What somebody else has changed meanwhile, beside what this person wants. */
export function Conflict({ base, values, onRebase }: ConflictProps) {
  const { id, version } = base;
  const answer = useAnswer<Programme>(['programmes', id, 'after', version], (signal) =>
    api.GET('/api/v1/programmes/{id}', { params: { path: { id } }, signal }),
  );
  return (
    <Answered answer={answer}>
      {(present) => {
        const [before, now] = [valuesOf(base), valuesOf(present)];
        const column = (label: string, side: Values): Column<FieldName> => ({
          label,
          cell: (field) => <Setting field={field} text={side[field]} />,
        });
        return (
          <>
            <Note
              title={texts.conflictTitle}
              tone="warn"
              action={<Button onClick={() => onRebase(present)}>{texts.rebase}</Button>}
              isAlert
            >
              <p>{texts.conflictText(present.version)}</p>
            </Note>
            <Table
              caption={texts.conflictTitle}
              columns={[
                { label: texts.field, cell: (field) => texts.fields[field] },
                column(texts.base, before),
                column(texts.present, now),
                column(texts.yours, values),
              ]}
              rows={fieldNames.filter((field) => before[field] !== now[field])}
              idOf={(field) => field}
            />
          </>
        );
      }}
    </Answered>
  );
}
