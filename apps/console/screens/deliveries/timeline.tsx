import type { Schema } from '#apps/console/api/schema.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

type Attempt = Schema<'Attempt'>;

const columns: readonly Column<Attempt>[] = [
  { label: texts.number, cell: ({ number }) => number, isNumber: true },
  { label: texts.started, cell: ({ started_at }) => <Time at={started_at} /> },
  { label: texts.result, cell: (attempt) => <Result of={attempt} /> },
  { label: texts.latency, cell: ({ latency_ms }) => texts.ms(latency_ms), isNumber: true, isExtra: true },
  { label: texts.trigger, cell: ({ trigger }) => texts.triggers[trigger], isExtra: true },
  {
    label: texts.then,
    cell: ({ next_because, next_attempt_at }) => (
      <>
        {next_attempt_at && <Time at={next_attempt_at} />} {next_because}
      </>
    ),
  },
];

/** Every attempt, the newest first. */
export function Timeline({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <p>{texts.noAttempt}</p>;
  return <Table caption={texts.timeline} columns={columns} rows={attempts.toReversed()} idOf={({ number }) => String(number)} />;
}

function Result({ of: { status_code, error_class, error_detail, response_snippet } }: { of: Attempt }) {
  const word = status_code === null ? error_class && texts.errors[error_class] : texts.http(status_code);
  return (
    <>
      <Badge tone={error_class === null ? 'good' : 'bad'}>{word}</Badge> {error_detail !== word && error_detail}
      {response_snippet && (
        <details>
          <summary>{texts.response}</summary>
          <code>{response_snippet}</code>
        </details>
      )}
    </>
  );
}
