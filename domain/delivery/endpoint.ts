import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

export const endpointStates = ['enabled', 'disabled', 'paused'] as const;
export type EndpointState = (typeof endpointStates)[number];

/** `half_open`: the pause is over, and one delivery probes the endpoint. */
export const breakerStates = ['closed', 'open', 'half_open'] as const;
export type BreakerState = (typeof breakerStates)[number];

/** Built in, and sent only on demand to chosen endpoints. */
export const testEventType = 'webhook.test';

/** Shown in place of a stored value that can be a credential: of a header, or in a query. In an update it means "keep the stored value". */
export const masked = '********';

/** A whole type such as `deal.approved`, or every type below a prefix: `deal.*`. */
export const EventTypeFilter = z
  .string()
  .regex(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*(\.\*)?$/, {
    error: 'must be an event type such as deal.approved or a prefix such as deal.*; to receive every type, leave the list empty',
  })
  .max(200);

/** The filters that match no known event type, each with the nearest one that would. Without this check a typo would silently lose events. */
export function unknownEventTypes(
  filters: readonly string[],
  known: readonly string[],
  nearest: (word: string, among: readonly string[]) => string | undefined,
  listedAt = '/api/v1/event-types',
): FieldError[] {
  return filters.flatMap((filter, i) => {
    if (known.some((type) => covers(filter, type))) return [];
    const group = `${filter}.*`;
    const suggestion = known.some((type) => covers(group, type))
      ? group
      : nearest(filter, filter.endsWith('.*') ? prefixesOf(known) : known);
    const hint = suggestion === undefined ? `GET ${listedAt} lists the known types` : `did you mean ${suggestion}?`;
    const message = `matches no known event type: ${filter}; ${hint}`;
    return [fieldError(['event_types', i], 'unknown_event_type', message)];
  });
}

/**
 * A read masks header values, and an update that sends the mask back keeps the stored value. A mask without a stored value is an error, and
 * so is a mask when the endpoint moves to another origin: whoever may change its URL could otherwise read the stored values there.
 */
export function mergeHeaders(stored: Record<string, string>, sent: Record<string, string>, { isMoving = false } = {}) {
  const merged: Record<string, string> = {};
  const errors: FieldError[] = [];
  const storedByName = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(sent)) {
    const kept = value === masked ? (isMoving ? undefined : storedByName.get(name.toLowerCase())) : value;
    if (kept === undefined) {
      const message = isMoving ? MOVING : `${masked} stands for a stored value, and this header has none: send the value itself`;
      errors.push(fieldError(['headers', name], 'no_stored_value', message));
    } else {
      merged[name] = kept;
    }
  }
  return { merged, errors };
}

const MOVING = 'must be sent again, because the new url is at another origin, where stored values are not sent';

/** Whether an endpoint's filter matches a type. */
export function covers(filter: string, type: string): boolean {
  return filter.endsWith('.*') ? type.startsWith(filter.slice(0, -1)) : filter === type;
}

function prefixesOf(types: readonly string[]): string[] {
  const prefixes = new Set<string>();
  for (const type of types) {
    const words = type.split('.');
    for (let length = 1; length < words.length; length++) prefixes.add(`${words.slice(0, length).join('.')}.*`);
  }
  return [...prefixes];
}
