import type { FastifyRequest } from 'fastify';
import { createLookupCache, type LookupCache } from '#apps/api/access/lookup-cache.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { InboundRequest, InboundVendor } from '#connectors/inbound.ts';
import type { VendorClient } from '#connectors/oauth-vendor.ts';
import { clientContext } from '#db/connections/connection.ts';
import { newInboundEvents, type NewInboundWebhook } from '#db/connections/inbound-intake.ts';
import {
  findIntakeSource,
  inboundSecretContext,
  type IntakeSource,
  markInboundSecretUsed,
  noteRefusal,
} from '#db/connections/inbound-source.ts';
import { MAX_INBOUND_EVENTS } from '#domain/connections/inbound.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { findReadable, type SecretBox } from '#domain/secret-box.ts';

/** A source whose webhooks are accepted now. */
export interface OpenSource {
  id: string;
  vendor: string;
  reader: InboundVendor;
  /** Oldest first. */
  secrets: IntakeSecret[];
}

interface IntakeSecret {
  text: string;
  /** Its id, if it was rotated. */
  rotatedId: string | null;
}

/** How long a change of a source, such as a rotation, takes to reach every process. One query a second for each source costs nothing. */
const FRESH_MS = 1_000;
const MAX_SOURCES = 10_000;
/** Refusals are noted for people, who do not need each of a flood. The event is published once a day. */
const NOTE_EVERY_MS = 10_000;
const NOTE_USE_EVERY_MS = 60_000;
const REFUSAL = 'The signature is missing or wrong, or the time of sending differs too much from ours. Check the secret, and both clocks.';

export type SourceCache = LookupCache<OpenSource>;

export function createSourceCache({ db, secretBox, inboundVendors }: Pick<ApiDeps, 'db' | 'secretBox' | 'inboundVendors'>): SourceCache {
  const find = async (id: string): Promise<OpenSource | undefined> => {
    const row = await findIntakeSource(db.hot, id);
    const reader = row && inboundVendors.find(row.vendor, row.scheme);
    if (!reader) return undefined;
    const secrets = [...ownSecrets(row, secretBox), ...(reader.secret === 'client_secret' ? clientSecret(row, secretBox) : [])];
    if (secrets.length === 0) throw new DomainError('encryption_key_unknown', `No secret of the inbound source ${id} can be decrypted`);
    return { id, vendor: row.vendor, reader, secrets };
  };
  const ms = () => FRESH_MS;
  return createLookupCache(find, { freshMs: ms, staleMs: ms, unknownMs: FRESH_MS, max: MAX_SOURCES });
}

/** One that was rotated out, and whose encryption key is lost, must not stand in the way of the current one. */
const ownSecrets = ({ secrets }: IntakeSource, secretBox: SecretBox): IntakeSecret[] =>
  secrets.flatMap(({ id, sealed, isRotated }) => {
    const text = findReadable(() => secretBox.open(sealed, inboundSecretContext(id)));
    return text === undefined ? [] : { text, rotatedId: isRotated ? id : null };
  });

function clientSecret({ id, clientSealed }: IntakeSource, secretBox: SecretBox): IntakeSecret[] {
  if (clientSealed === null) return [];
  const client = findReadable(() => JSON.parse(secretBox.open(clientSealed, clientContext(id))) as VendorClient);
  return client && 'clientSecret' in client ? [{ text: client.clientSecret, rotatedId: null }] : [];
}

/** Turns requests of vendors into webhooks that can be stored. */
export interface InboundIntake {
  /** Throws DomainError if nobody who has a secret of the source signed the request, or if it is no notice. */
  read(source: OpenSource, request: FastifyRequest): { webhook: NewInboundWebhook } | { challenge: string };
}

export function createInboundIntake({ db, log, notify, config }: Pick<ApiDeps, 'db' | 'log' | 'notify' | 'config'>): InboundIntake {
  const refusals = new Sometimes(NOTE_EVERY_MS);
  const uses = new Sometimes(NOTE_USE_EVERY_MS);

  function noteRefused(id: string, vendor: string): void {
    const day = new Date().toISOString().slice(0, 10);
    const noted = [
      noteRefusal(db.sql, id, REFUSAL),
      notify('causeway.inbound.refused', { source_id: id, vendor, reason: REFUSAL }, `inbound-refused/${id}/${day}`),
    ];
    Promise.all(noted).catch((error: unknown) => log.debug({ err: error }, 'the refusal of a webhook was not noted'));
  }

  function noteUse(secretId: string): void {
    markInboundSecretUsed(db.sql, secretId).catch((error: unknown) => log.debug({ err: error }, 'the use of a secret was not noted'));
  }

  return {
    read({ id, vendor, reader, secrets }, request) {
      const received = toInboundRequest(request, config.PUBLIC_URL);
      // Some vendors sign with both secrets while one is rotated: then the older one is not needed any more.
      const signedWith = secrets.findLast(({ text }) => reader.verify(received, [text], new Date()));
      if (!signedWith) {
        if (refusals.isTime(id)) noteRefused(id, vendor);
        throw new DomainError('invalid_signature', `The signature of this webhook is not valid. ${REFUSAL}`);
      }
      const { rotatedId } = signedWith;
      if (rotatedId !== null && uses.isTime(rotatedId)) noteUse(rotatedId);
      const challenge = readAs(() => reader.challenge?.(received));
      if (challenge !== undefined) return { challenge };
      const events = newInboundEvents(
        readAs(() => reader.read(received)),
        received.body,
      );
      if (events.length > MAX_INBOUND_EVENTS) {
        throw new DomainError('payload_too_large', `The webhook has ${events.length} events; the maximum is ${MAX_INBOUND_EVENTS}.`);
      }
      const contentType = received.headers['content-type']?.slice(0, 200) ?? null;
      return { webhook: { id: newId('inw'), sourceId: id, vendor, contentType, body: received.body, events } };
    },
  };
}

/** What is done for each id once in a while, however often it is asked for. */
class Sometimes {
  readonly #everyMs: number;
  readonly #doneAt = new Map<string, number>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isTime(id: string): boolean {
    const now = performance.now();
    if (now - (this.#doneAt.get(id) ?? -Infinity) < this.#everyMs) return false;
    if (this.#doneAt.size >= MAX_SOURCES) this.#doneAt.clear();
    this.#doneAt.set(id, now);
    return true;
  }
}

/** Headers that were sent twice are left out: another reader could take the other value. */
function toInboundRequest({ method, url, raw, body }: FastifyRequest, publicUrl: string): InboundRequest {
  const headers: Record<string, string | undefined> = {};
  const seen = new Set<string>();
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const name = (raw.rawHeaders[i] ?? '').toLowerCase();
    headers[name] = seen.has(name) ? undefined : raw.rawHeaders[i + 1];
    seen.add(name);
  }
  return { method, url: publicUrl.replace(/\/$/, '') + url, headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
}

/** The vendor signed it, so it is told what is wrong. */
function readAs<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && error.name === 'ConnectorError') throw new DomainError('unreadable_webhook', `${error.message}.`);
    throw error;
  }
}
