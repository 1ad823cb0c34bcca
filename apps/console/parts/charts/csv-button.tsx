import { Button } from '#apps/console/parts/button.tsx';
import { texts } from './messages.ts';

export interface CsvFile {
  name: string;
  header: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** What a chart shows, as a file of RFC 4180 that is made here. */
export function CsvButton({ of: { name, header, rows } }: { of: CsvFile }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([[header, ...rows].map(lineOf).join('')], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  };
  return <Button onClick={save}>{texts.csv}</Button>;
}

const lineOf = (values: readonly (string | number | null)[]): string => `${values.map(cellOf).join(',')}\r\n`;

function cellOf(value: string | number | null): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
