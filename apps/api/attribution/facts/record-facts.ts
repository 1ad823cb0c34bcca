import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import type { RevenueOutcome } from '#db/attribution/facts/insert-revenue.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import { readSourceNames } from '#db/attribution/facts/source-names.ts';
import type { FactInput } from '#domain/attribution/fact-input.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { unstorableFault } from '#domain/unstorable.ts';
import { findCaller } from './fact-caller.ts';
import type { FactKind } from './fact-kind.ts';
import { type FactResult, failed, type Failure, readExternalId, toResult } from './fact-result.ts';
import { createRowMaker, type MadeRow } from './fact-rows.ts';

/** Checks facts, records them by `insert`, and returns the result of each, in order. */
export type RecordFacts = <Input extends FactInput, Row extends NewFact>(
  request: FastifyRequest,
  kind: FactKind<Input, Row>,
  told: { items: readonly unknown[]; insert: (rows: Row[]) => Promise<RevenueOutcome[]> },
) => Promise<FactResult[]>;

export function createFactRecorder({ attribution: { sql }, secretBox, directory }: ApiDeps): RecordFacts {
  const pseudonyms = createPseudonyms(sql, secretBox);
  return async <Input extends FactInput, Row extends NewFact>(
    request: FastifyRequest,
    kind: FactKind<Input, Row>,
    { items, insert }: { items: readonly unknown[]; insert: (rows: Row[]) => Promise<RevenueOutcome[]> },
  ) => {
    const checking = request.checking();
    const read = await checking.makeAll(readItems(kind.input, items), items.length);
    const good = read.flatMap((item) => ('input' in item ? [item.input] : []));
    const named = good.flatMap((input) => [...kind.partnersOf(input), input.sandbox_id]).filter((id) => typeof id === 'string');
    const sources = good.flatMap((input) => kind.sourcesOf?.(input) ?? []);
    const [caller, pseudonym, partnerOf] = await Promise.all([
      findCaller(request, directory, named),
      pseudonyms(),
      readSourceNames(sql, sources),
    ]);
    const makeRow = createRowMaker(kind, { caller, pseudonym, partnerOf }, request.idempotent);
    const made = await checking.makeAll(makeRows(read, makeRow), items.length);
    const outcomes = await insert(made.flatMap((one) => ('row' in one ? [one.row] : [])));
    let next = 0;
    return made.map((one) => ('row' in one ? toResult(kind.noun, one.row, outcomes[next++]) : one.failure));
  };
}

type ReadItem<Input> = { input: Input } | { failure: Failure };

function* readItems<Input>(schema: z.ZodType<Input>, items: readonly unknown[]): Generator<ReadItem<Input>> {
  for (const item of items) {
    const parsed = parseBounded(schema, item);
    const unstorable = unstorableFault(item);
    const errors = [...(parsed.success ? [] : issueErrors(parsed.error.issues)), ...(unstorable ? [unstorable] : [])];
    yield parsed.success && errors.length === 0 ? { input: parsed.data } : { failure: failed(readExternalId(item), errors) };
  }
}

function* makeRows<Input, Row>(read: ReadItem<Input>[], makeRow: (input: Input, place: number) => MadeRow<Row>): Generator<MadeRow<Row>> {
  for (const [place, item] of read.entries()) yield 'input' in item ? makeRow(item.input, place) : item;
}
