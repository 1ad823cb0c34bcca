import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

export const endpointStates = ['enabled', 'disabled', 'paused'] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Sent on demand to chosen endpoints only; it exists without being defined. */
export const testEventType = 'webhook.test';

/** Shown in place of a stored header value, which may be a credential. Sent back in an update it means "keep that value". */
export const maskedHeader = '********';

/** A whole type such as `deal.approved`, or every type below a prefix: `deal.*`. */
export const EventTypeFilter = z
  .string()
  .regex(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*(\.\*)?$/, {
    error: 'must be an event type such as deal.approved, or a prefix such as deal.*; for every type leave the list empty',
  })
  .max(200);

/** The filters that no known event type can ever satisfy, each with the nearest one that would: a typo here is a silent gap. */
export function unknownEventTypes(
  filters: readonly string[],
  known: readonly string[],
  nearest: (word: string, among: readonly string[]) => string | undefined,
): FieldError[] {
  return filters.flatMap((filter, i) => {
    if (known.some((type) => covers(filter, type))) return [];
    const suggestion = nearest(filter, filter.endsWith('.*') ? prefixesOf(known) : known);
    const hint = suggestion === undefined ? 'GET /api/v1/event-types lists them' : `did you mean ${suggestion}?`;
    const message = `names no known event type: ${filter}; ${hint}`;
    return [fieldError(['event_types', i], 'unknown_event_type', message)];
  });
}

/** A read masks header values; an update that sends the mask back keeps what is stored. Faults name headers that are not there. */
export function mergeHeaders(stored: Record<string, string>, sent: Record<string, string>) {
  const merged: Record<string, string> = {};
  const errors: FieldError[] = [];
  const storedByName = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(sent)) {
    const kept = value === maskedHeader ? storedByName.get(name.toLowerCase()) : value;
    if (kept === undefined) {
      const message = `${maskedHeader} stands for a stored value, and there is none for this header: send the value itself`;
      errors.push(fieldError(['headers', name], 'no_stored_value', message));
    } else {
      merged[name] = kept;
    }
  }
  return { merged, errors };
}

/** Whether an endpoint's filter lets a type through. */
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
