import { z } from 'zod';
import { isRecent, isSigned, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundEvent, InboundVendor } from '#connectors/inbound.ts';
import { textAt, valueAt } from '#domain/at-pointer.ts';
import type { SignedSource } from '#domain/connections/signed-source.ts';

const unitMs = { s: 1_000, ms: 1 };
/** Counts above this are milliseconds: as seconds, they would be times after the year 5000. */
const latestSeconds = 100_000_000_000;

const Notice = z.record(z.string(), z.unknown());

/** A system that signs as its administrator described. */
export function createSignedSource(source: SignedSource): InboundVendor {
  const { header, algorithm, encoding, prefix, timestamp, signed_content: content } = source;
  const [before = '', after = ''] = content.split('{body}');

  return {
    secret: 'signing_secret',

    verify({ headers, body }, secrets, now) {
      const given = headers[header];
      const time = timestamp ? headers[timestamp.header] : '';
      if (given === undefined || time === undefined || !given.startsWith(prefix)) return false;
      if (timestamp && !isRecent(time, now, { unitMs: unitMs[timestamp.unit], toleranceMs: timestamp.tolerance_s * 1_000 })) return false;
      const signature = given.slice(prefix.length);
      return isSigned(encoding === 'hex' ? signature.toLowerCase() : signature, secrets, {
        algorithm,
        encoding,
        parts: [before.replace('{timestamp}', time), body, after.replace('{timestamp}', time)],
      });
    },

    read: (request) => [toEvent(readNotice(request, Notice, 'a JSON object'), source)],
  };
}

function toEvent(notice: unknown, source: SignedSource): InboundEvent {
  const text = (path: string | null) => (path === null ? null : textAt(notice, path));
  const recordId = text(source.record_path);
  return {
    id: text(source.id_path),
    type: text(source.type_path) ?? 'event',
    object: text(source.object_path),
    recordId,
    accountId: null,
    occurredAt: source.time_path === null ? null : readTime(valueAt(notice, source.time_path)),
    effect: recordId === null ? 'other' : 'changed',
  };
}

function readTime(value: unknown): Date | null {
  if (typeof value === 'string') return timeOf(Date.parse(value), 1);
  return typeof value === 'number' ? timeOf(value, value > latestSeconds ? 1 : 1_000) : null;
}
