import { hash } from 'node:crypto';
import { ForeignId } from '#domain/plain-text.ts';

/** `uninstalled`: the company removed our application at the vendor. */
export const inboundEffects = ['changed', 'gone', 'uninstalled', 'other'] as const;
export type InboundEffect = (typeof inboundEffects)[number];
/** `failed`: it says what it lacks. `superseded`: something later was told before. */
export const inboundEventStatuses = ['pending', 'processed', 'failed', 'superseded'] as const;
export type InboundEventStatus = (typeof inboundEventStatuses)[number];

/** Vendors' own limits are below this: SendGrid sends up to 768 KB. */
export const MAX_INBOUND_BYTES = 1024 * 1024;
/** SendGrid sends up to 1,000 in a request. */
export const MAX_INBOUND_EVENTS = 1_000;
/** The name of a vendor that Causeway does not know: its administrator described how it signs. */
export const SIGNED_VENDOR = 'signed';

const Name = ForeignId(200);

/** A vendor's word, if it can be stored, compared and shown; otherwise null. */
export const storable = (text: string | null): string | null => Name.safeParse(text).data ?? null;

/** What identifies an event among those of its source: the vendor's id, or the hash of the body and the place in it. */
export function externalIdOf(id: string | null, body: Buffer, place: number): string {
  return storable(id) ?? `sha256:${hash('sha256', body, 'hex')}:${place}`;
}
