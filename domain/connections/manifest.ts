import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Day } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

const name = FilledText(100);
const sentence = FilledText(500);

/** How a connection proves itself to the vendor. */
export const authMethods = ['oauth', 'token', 'client_credentials', 'jwt_bearer'] as const;
/** What the vendor tells about records that disappear. `asked`: only if we ask for them; `told`: by webhook or feed too. */
const Disappearance = z.enum(['told', 'asked', 'never']);

/** How calls are counted. `rolling`: within the last seconds; `day`: since midnight, or within the last 24 hours; `concurrent`: at once. */
const Window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rolling'), seconds: wholeNumber(1, 3_600) }),
  z.strictObject({ kind: z.literal('day'), since: z.enum(['midnight', 'day_before']) }),
  z.strictObject({ kind: z.literal('concurrent') }),
]);

const VendorLimit = z.strictObject({
  /** Stable: stored meters have this id. */
  id: name.regex(/^[a-z0-9_]+$/),
  text: sentence,
  window: Window,
  /** The vendor's published number of calls, until its headers tell another. */
  max: wholeNumber(1, 100_000_000),
  /** `call`: every call counts. `named`: only calls that name this limit. `each`: as `named`, and every key has a meter of its own. */
  counts: z.enum(['call', 'named', 'each']),
  /** Whether other applications of the company draw on it too, so that the user should cap our share. */
  shared: z.boolean(),
});

const VendorScope = z.strictObject({
  /** As the vendor spells it. */
  name,
  /** What it permits, in plain language, for the consent page. */
  text: sentence,
  reason: sentence,
  /** `read` is needed for everything; without `write` only writes pause. */
  needed_for: z.enum(['read', 'write']),
  /** Where an administrator grants it at the vendor. */
  setting: sentence,
});

const VendorObject = z.strictObject({
  /** As the vendor's API spells it. */
  name,
  label: name,
  /** The field with the time of the last change, by which changes are found; null if only the vendor's feed tells them. */
  modified_field: name.nullable(),
  writable: z.boolean(),
  /** Whether the same create, sent twice, makes one record. Otherwise whoever repeats it looks first, or writes by external id. */
  repeatable_creates: z.boolean(),
  deletes: Disappearance,
  merges: Disappearance,
  /** What becomes of a record that is removed by the API: it can be restored for a time, it is gone, or it cannot be removed. */
  removal: z.enum(['archive', 'delete', 'never']),
  /** What cannot be detected, in plain language. */
  blind_spots: z.array(sentence).max(10),
});

/** A vendor as data: what it has, needs, permits and tells. */
export const Manifest = z.strictObject({
  vendor: name.regex(/^[a-z0-9_]+$/),
  label: name,
  api: z.strictObject({
    version: name,
    /** The day on which the vendor stops serving this version; null if it has told none. */
    ends_on: Day.nullable(),
  }),
  auth: z.array(z.enum(authMethods)).min(1).max(4),
  scopes: z.array(VendorScope).max(50),
  objects: z.array(VendorObject).min(1).max(50),
  limits: z.array(VendorLimit).max(20),
  /** The most records of one call. */
  batch: z.strictObject({ read: wholeNumber(1, 100_000), write: wholeNumber(1, 100_000) }),
});
export type VendorLimit = z.infer<typeof VendorLimit>;
export type Manifest = z.infer<typeof Manifest>;
