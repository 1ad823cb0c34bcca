export const JSON_TYPE = 'application/json';

/** Without its parameters; empty if there is none. */
export function mediaTypeOf({ headers }: Response): string {
  return (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
}
