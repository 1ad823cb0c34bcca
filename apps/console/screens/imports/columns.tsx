import type { Schema } from '#apps/console/api/schema.ts';
import { Labelled } from '#apps/console/parts/labelled.tsx';
import { type Field, fieldsOf } from '#apps/console/screens/deals/form/deal-fields.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';
import styles from '#apps/console/parts/filters.module.css';

/** Which field each column of a file is; null: it is left out. */
export type ColumnMap = Readonly<Record<string, string | null>>;

/** What an export adds, and an import ignores. */
const told: ReadonlySet<string> = new Set(['id', 'review_status', 'stage', 'submitted_at', 'updated_at', 'partner_id']);

/** The paths of the fields of a deal, as a file names its columns. */
export const pathsOf = (schema: Schema<'DealSchema'>): string[] => [...new Set(['external_id', ...fieldsOf(schema).flatMap(pathsIn)])];

function pathsIn(field: Field): string[] {
  return field.kind === 'group' ? field.fields.flatMap(pathsIn).map((path) => `${field.name}.${path}`) : [field.name];
}

/** What the names of the columns say already. */
export function guessColumns(header: readonly string[], paths: readonly string[]): ColumnMap {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}.]+/gu, '_');
  const find = (name: string) =>
    paths.find((path) => path === name) ??
    paths.find((path) => path === plain(name)) ??
    paths.find((path) => path.endsWith(`.${plain(name)}`));
  return Object.fromEntries(header.map((name) => [name, find(name) ?? null]));
}

/** Whether somebody has to say what the columns are: the API takes a header of paths as it is. */
export const needsMap = (header: readonly string[], paths: readonly string[]): boolean =>
  header.some((name) => !paths.includes(name) && !told.has(name) && !/^(?:customer\.contacts|team)\.\d+\./.test(name));

/** A choice for each column of the file. */
export function Columns({ map, paths, onChange }: { map: ColumnMap; paths: readonly string[]; onChange: (map: ColumnMap) => void }) {
  return (
    <fieldset className={`${fields['field']} ${styles['filters']}`}>
      <legend>{texts.columns}</legend>
      {Object.entries(map).map(([name, path]) => (
        <Labelled key={name} label={name}>
          {(id) => (
            <select
              id={id}
              className={fields['control']}
              value={path ?? ''}
              onChange={({ target }) => onChange({ ...map, [name]: target.value || null })}
            >
              <option value="">{texts.leftOut}</option>
              {paths.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      ))}
    </fieldset>
  );
}
