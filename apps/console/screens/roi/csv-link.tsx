import { given } from '#apps/console/api/client.ts';
import { texts } from './messages.ts';

/** The same report as a file. */
export function CsvLink({ to, query, file }: { to: string; query: Record<string, string | undefined>; file: string }) {
  return (
    <a href={`${to}?${new URLSearchParams({ ...given(query), format: 'csv' })}`} download={file}>
      {texts.csv}
    </a>
  );
}
