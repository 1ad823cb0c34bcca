import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { invalidRequest, type Problem, toProblem } from '#apps/api/http/errors.ts';
import { jsonItems } from '#apps/api/http/json-items.ts';
import { findMember, memberText } from '#apps/api/http/json-text.ts';
import { releaseBody } from '#apps/api/http/receive-body.ts';
import type { Publisher } from '#apps/dispatch/publisher.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { type AcceptedEvent, PublishEvent } from '#domain/events/event-input.ts';
import type { NewEvent, PublishedEvent } from '#domain/events/event.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import type { EventIntake, PreparedEvent } from './event-intake.ts';

interface BatchAnswer {
  results: BatchItemResult[];
  /** The earliest deprecation time among the deprecated event types of the batch. */
  deprecatedSince: Date | undefined;
}

interface BatchItemResult {
  status: number;
  event?: AcceptedEvent;
  problem?: Problem;
}

/** Shared by both routes that publish. */
export interface Publishing {
  intake: EventIntake;
  publisher: Publisher;
  /** The response for an event. Throws if the event was rejected while it was being stored. */
  answer(event: NewEvent, published: PublishedEvent): Promise<AcceptedEvent>;
}

/** Validates each event, publishes the valid ones in one call and returns a result per event, in order. */
export async function publishBatch(request: FastifyRequest & { body: { events: unknown[] } }, deps: Publishing): Promise<BatchAnswer> {
  const { events } = request.body;
  const prepared: (PreparedEvent | Problem)[] = [];
  for await (const json of request.checking().inTurns(eventsIn(request.bodyBytes))) {
    const index = prepared.length;
    prepared.push(await prepareItem(request, index, { item: events[index], json, intake: deps.intake }));
  }
  releaseBody(request);
  const accepted = prepared.filter(isPrepared);
  const good = accepted.map(({ event }) => event);
  const published = good.length > 0 ? await deps.publisher.publish(good) : [];
  const byId = new Map(good.map((event, index) => [event.id, published[index]]));
  const results: BatchItemResult[] = [];
  for (const item of prepared) {
    const outcome = isPrepared(item) ? byId.get(item.event.id) : undefined;
    if (!isPrepared(item)) results.push({ status: item.status, problem: item });
    else if (outcome) results.push(await settle(request, () => deps.answer(item.event, outcome)));
    else throw new Error('The publisher returned fewer results than events');
  }
  return { results, deprecatedSince: earliest(accepted.flatMap(({ type }) => (type.deprecated ? [type.updatedAt] : []))) };
}

/** The events as they were sent. `undefined` is a place to pause. */
function* eventsIn(body: Buffer | undefined): Generator<Buffer | undefined> {
  const list = body && (yield* findMember(body, 'events'));
  if (list) yield* jsonItems(list);
}

function earliest(times: Date[]): Date | undefined {
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

async function prepareItem(
  request: FastifyRequest,
  index: number,
  { item, json, intake }: { item: unknown; json: Buffer; intake: EventIntake },
): Promise<PreparedEvent | Problem> {
  try {
    const [input, data] = request.checking().run(() => [parse(item), memberText(json, 'data') ?? 'null'] as const);
    const prepared = await intake.prepare(input, data);
    if (request.trace) prepared.event.trace = request.trace;
    if (request.idempotent) prepared.event.idempotency = itemIdempotency(request.idempotent, index);
    return prepared;
  } catch (error) {
    return refusal(request, error);
  }
}

/**
 * The batch's own key handles repeats. This key is stored with the event: if the process dies between storing the events and the batch's
 * response, the repeat finds them and publishes only the missing ones.
 */
function itemIdempotency(batch: { scope: string; key: string; fingerprint: string }, index: number) {
  return {
    scope: `${batch.scope}/batch`,
    key: `${hash('sha256', batch.key, 'hex')}/${index}`,
    fingerprint: batch.fingerprint,
  };
}

async function settle(request: FastifyRequest, answer: () => Promise<AcceptedEvent>): Promise<BatchItemResult> {
  try {
    return { status: 202, event: await answer() };
  } catch (error) {
    const problem = refusal(request, error);
    return { status: problem.status, problem };
  }
}

/** Only rejections belong to a single event. Any other error fails the whole batch. */
function refusal(request: FastifyRequest, error: unknown): Problem {
  const { errors, ...problem } = toProblem(error, request.id);
  if (problem.status >= 500) throw error;
  // Pointers are relative to the event, not to the body.
  return { ...problem, ...(errors && { errors: errors.map(({ in: _, ...fault }) => fault) }) };
}

function parse(item: unknown): z.infer<typeof PublishEvent> {
  const parsed = parseBounded(PublishEvent, item);
  if (parsed.success) return parsed.data;
  throw invalidRequest(issueErrors(parsed.error.issues), 'invalid_request', 'The event');
}

function isPrepared(item: PreparedEvent | Problem): item is PreparedEvent {
  return 'event' in item;
}
