import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Sql } from '#db/database.ts';
import { listDownConversions } from '#db/events/schema-version.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { testEventType } from '#domain/delivery/endpoint.ts';
import { type DownConversions, planTransformation } from '#domain/events/transformation.ts';
import type { Target } from './endpoint-cache.ts';

/** Entries are a few KiB each: all versions of one event type. */
const maxCached = 1_000;
const none: DownConversions = new Map();

/** Transforms a delivery's payload as its endpoint requires. */
export class PayloadTransformer {
  readonly #sql: Sql;
  readonly #transformer: Transformer;
  /** Versions never change; new ones are only added. */
  readonly #conversions = new Map<string, DownConversions>();

  constructor(sql: Sql, transformer: Transformer) {
    this.#sql = sql;
    this.#transformer = transformer;
  }

  /** Returns a JSON string, for most endpoints the payload itself. Throws TransformationFailed or EvaluatorUnavailable. */
  async transform(delivery: ClaimedDelivery, target: Target): Promise<string> {
    const { eventType: type, schemaVersion: version, eventId, occurredAt, partnerId, dataJson } = delivery;
    const pinned = target.schemaVersions[type];
    const conversions = pinned !== undefined && pinned < version ? await this.#conversionsOf(type, version) : none;
    const steps = planTransformation({ type, version }, { pinned, transformation: target.transformation }, conversions);
    return this.#transformer.transform(partnerId, { dataJson, event: { id: eventId, type, occurredAt }, steps });
  }

  async #conversionsOf(type: string, version: number): Promise<DownConversions> {
    const known = this.#conversions.get(type);
    if (known?.has(version)) return known;
    const found = (await listDownConversions(this.#sql, [type])).get(type) ?? none;
    if (this.#conversions.size >= maxCached) this.#conversions.clear();
    this.#conversions.set(type, found);
    return found;
  }
}

/** Test events check the connection, not the payload, so they are not transformed. */
export function needsTransformation({ schemaVersions, transformation }: Target, { eventType }: ClaimedDelivery): boolean {
  return (transformation !== null || schemaVersions[eventType] !== undefined) && eventType !== testEventType;
}
