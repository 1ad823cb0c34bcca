/** The fields as `name=value`: a list repeats its name, and what is undefined is left out. */
export function toForm(fields: object): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    const values = [value].flat() as (string | number | boolean | null | undefined)[];
    for (const one of values.filter((each) => each !== undefined && each !== null)) form.append(name, String(one));
  }
  return form;
}

/** `?status=held&status=retrying`, or nothing. */
export function toQuery(fields: object): string {
  const query = toForm(fields).toString();
  return query === '' ? '' : `?${query}`;
}
