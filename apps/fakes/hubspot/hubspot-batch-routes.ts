import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Routes, VendorAnswer } from '#apps/fakes/vendor-server.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import type { Access } from './hubspot-admission.ts';
import { readJson } from './hubspot-body.ts';
import { type HubSpotProblem, invalid, notFound, RecordProblem } from './hubspot-errors.ts';
import { findRecord, getRecord, uniqueProperty } from './hubspot-lookup.ts';
import { NewRecord, OBJECTS, Properties, typed } from './hubspot-object-routes.ts';
import { planCreation, planUpdate, toResult } from './hubspot-objects.ts';
import type { ObjectType } from './hubspot-schema.ts';

const MAX_INPUTS = 100;

const inputs = <T extends z.ZodType>(input: T) => z.array(input).max(MAX_INPUTS, `The maximum number of inputs is ${MAX_INPUTS}`);
const names = z.array(z.string());
const Read = z.strictObject({
  inputs: inputs(z.strictObject({ id: z.string() })),
  properties: names.default([]),
  propertiesWithHistory: names.default([]),
  idProperty: z.string().optional(),
});
const Create = z.strictObject({ inputs: inputs(NewRecord) });
const Update = z.strictObject({
  inputs: inputs(
    z.strictObject({
      id: z.string(),
      properties: Properties,
      idProperty: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
    }),
  ),
});
const Archive = z.strictObject({ inputs: inputs(z.strictObject({ id: z.string() })) });

interface Outcome {
  result?: object;
  problem?: HubSpotProblem;
  trace: string | undefined;
  id?: string;
}

export function batchRoutes(account: HubSpotAccount, access: Access): Routes {
  const writes = (handle: Parameters<typeof typed>[2]) => typed(account, access.write, handle);
  return {
    [`POST ${OBJECTS}/batch/read`]: typed(account, access.read, (type, request) => {
      const body = readJson(Read, request);
      const archived = request.url.searchParams.get('archived') === 'true';
      if (body.idProperty !== undefined) uniqueProperty(account, type, body.idProperty);
      const found = body.inputs.map(({ id }) => ({ id, record: findRecord(account, type, id, { idProperty: body.idProperty, archived }) }));
      // Two ids of merged records are answered with one record.
      const records = new Map(found.flatMap(({ record }) => (record ? [[record.id, record]] : [])));
      const missing = found.flatMap(({ id, record }) => (record ? [] : id));
      return answer(200, [
        ...[...records.values()].map((record) => ({ result: toResult(account, type, record, body), trace: undefined })),
        ...(missing.length > 0 ? [{ problem: unknownIds(type, missing), trace: undefined }] : []),
      ]);
    }),
    [`POST ${OBJECTS}/batch/create`]: writes((type, request) =>
      answer(
        201,
        each(readJson(Create, request).inputs, (input) => {
          const create = planCreation(account, type, input);
          return () => toResult(account, type, create(), { properties: Object.keys(input.properties) });
        }),
      ),
    ),
    [`POST ${OBJECTS}/batch/update`]: writes((type, request) =>
      answer(
        200,
        eachOnce(readJson(Update, request).inputs, (input) => {
          const record = findRecord(account, type, input.id, input);
          if (!record) throw new RecordProblem(unknownIds(type, [input.id]));
          const update = planUpdate(account, type, record.id, input.properties);
          return () => toResult(account, type, update(), { properties: Object.keys(input.properties) });
        }),
      ),
    ),
    [`POST ${OBJECTS}/batch/upsert`]: writes((type, request) =>
      answer(
        200,
        eachOnce(readJson(Update, request).inputs, (input) => planUpsert(account, type, input)),
      ),
    ),
    [`POST ${OBJECTS}/batch/archive`]: writes((type, request) => {
      for (const { id } of readJson(Archive, request).inputs) {
        if (findRecord(account, type, id)?.id === id) account.records(type.name).archive(id);
      }
      return { status: 204 };
    }),
  };
}

function planUpsert(account: HubSpotAccount, type: ObjectType, input: z.infer<typeof Update>['inputs'][number]): () => object {
  const { id, idProperty } = input;
  if (idProperty !== undefined) uniqueProperty(account, type, idProperty);
  const present = idProperty === undefined ? getRecord(account, type, id) : findRecord(account, type, id, { idProperty });
  const own = idProperty === undefined ? {} : { [idProperty]: id };
  const write = present
    ? planUpdate(account, type, present.id, input.properties)
    : planCreation(account, type, { properties: { ...own, ...input.properties } });
  const properties = [...Object.keys(input.properties), ...Object.keys(own)];
  return () => ({ ...toResult(account, type, write(), { properties }), new: !present });
}

interface Traced {
  objectWriteTraceId?: string | undefined;
}

/** Only inputs with a trace id get an error of their own. Without one, the first error fails the whole batch, and nothing is written. */
function each<T extends Traced>(inputs: T[], plan: (input: T) => () => object): Outcome[] {
  const isTraced = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
  if (!isTraced) return inputs.map((input) => plan(input)).map((write) => ({ result: write(), trace: undefined }));
  return inputs.map((input) => {
    const trace = input.objectWriteTraceId;
    try {
      return { result: { ...plan(input)(), objectWriteTraceId: trace }, trace };
    } catch (error) {
      if (!(error instanceof RecordProblem)) throw error;
      return { problem: error.problem, trace };
    }
  });
}

function eachOnce<T extends Traced & { id: string }>(inputs: T[], plan: (input: T) => () => object): Outcome[] {
  const repeated = inputs.map(({ id }) => id).filter((id, place, ids) => ids.indexOf(id) !== place);
  if (repeated.length === 0) return each(inputs, plan);
  throw new RecordProblem(invalid(`Duplicate IDs found in batch input: [${repeated.join(', ')}]. Each ID must be unique.`));
}

function answer(status: number, outcomes: Outcome[]): VendorAnswer {
  const now = new Date().toISOString();
  const errors = outcomes.flatMap(({ problem, trace }) => (problem ? toError(problem, trace) : []));
  const results = outcomes.flatMap(({ result }) => result ?? []);
  return {
    status: errors.length > 0 ? 207 : status,
    body: {
      ...{ status: 'COMPLETE', results, startedAt: now, completedAt: now },
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    },
  };
}

const toError = ({ status: _, context, errors = [], ...problem }: HubSpotProblem, trace: string | undefined) => ({
  ...{ status: 'error', id: randomUUID(), ...problem, errors, links: {} },
  context: { ...context, ...(trace === undefined ? {} : { objectWriteTraceId: [trace] }) },
});

const unknownIds = ({ singular }: ObjectType, ids: string[]): HubSpotProblem => ({
  ...notFound(),
  message: `Could not get some ${singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids },
});
