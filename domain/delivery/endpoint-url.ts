import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { masked } from './endpoint.ts';

/** The parts of a query, `name=value` or only a value. They are not decoded, because receivers get them as they were sent. */
interface Part {
  /** With its `=`; empty if the part is only a value, such as a token. */
  name: string;
  value: string;
}

function partsOf(query: string): Part[] {
  return query.split('&').map((part) => {
    const end = part.indexOf('=') + 1;
    return { name: part.slice(0, end), value: part.slice(end) };
  });
}

const write = (parts: readonly Part[]): string => parts.map(({ name, value }) => name + value).join('&');

/** The URL as it can be shown: values in its query are often tokens. */
export function maskQuery(url: string): string {
  const [address, query] = splitUrl(url);
  if (query === null) return url;
  return joinUrl(address, write(partsOf(query).map(({ name, value }) => ({ name, value: value === '' ? '' : masked }))));
}

/** The URL without its query, and the query; null if there is none. */
export function splitUrl(url: string): [address: string, query: string | null] {
  const at = url.indexOf('?');
  return at < 0 ? [url, null] : [url.slice(0, at), url.slice(at + 1)];
}

export const joinUrl = (address: string, query: string | null): string => (query === null ? address : `${address}?${query}`);

/** Whether requests to the two URLs can reach different servers: scheme, host or port differ. */
export const isOtherOrigin = (a: string, b: string): boolean => new URL(a).origin !== new URL(b).origin;

/**
 * The URL to store, in the form in which it is dialled. A masked value keeps the stored value of the parameter of that name, unless the URL
 * is at another origin: whoever may change a URL could otherwise read the stored values there.
 */
export function mergeUrl(stored: string | undefined, sent: string): { url: string; errors: FieldError[] } {
  const [address, query] = splitUrl(URL.parse(sent)?.href ?? sent);
  if (query === null) return { url: address, errors: [] };
  const kept = stored === undefined || isOtherOrigin(stored, sent) ? [] : partsOf(splitUrl(stored)[1] ?? '');
  const errors: FieldError[] = [];
  const parts = partsOf(query).map(({ name, value }) => {
    if (value !== masked) return { name, value };
    const at = kept.findIndex((part) => part.name === name && part.value !== '');
    const [found] = at < 0 ? [] : kept.splice(at, 1);
    if (!found) errors.push(fieldError(['url'], 'no_stored_value', sayMissing(name, stored !== undefined && isOtherOrigin(stored, sent))));
    return found ?? { name, value };
  });
  return { url: joinUrl(address, write(parts)), errors };
}

function sayMissing(name: string, isElsewhere: boolean): string {
  const which = name === '' ? 'a masked value' : `the masked value of ${name.slice(0, 100)}`;
  return isElsewhere
    ? `is at another origin than before, where stored values are not sent: send ${which} itself`
    : `contains ${which}, and none is stored: send the value itself`;
}
