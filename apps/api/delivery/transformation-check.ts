import type { ApiDeps } from '#apps/api/deps.ts';
import { listDownConversions, listExamples } from '#db/events/schema-version.ts';
import { covers } from '#domain/delivery/endpoint.ts';
import type { FieldError } from '#domain/errors.ts';
import {
  findPinFaults,
  planTransformation,
  type SchemaVersions,
  type TransformedEvent,
  TransformationFailed,
} from '#domain/events/transformation.ts';
import type { FieldErrorCode } from '#domain/field-error-codes.ts';
import { fieldError } from '#domain/field-error.ts';

/** The transformation of an endpoint, and the event types that it applies to. */
export interface EndpointTransformation {
  partnerId: string;
  eventTypes: string[];
  schemaVersions: SchemaVersions;
  transformation: string | null;
}

type Deps = Pick<ApiDeps, 'db' | 'transformer'>;

/** More errors are rarely read, and each can take the whole time limit. */
const maxFailures = 10;

/**
 * Returns everything that is wrong with a transformation: versions that cannot be produced, an expression that does not parse, or one that
 * fails for an example of an event type that the endpoint receives.
 */
export async function checkTransformation(deps: Deps, shape: EndpointTransformation): Promise<FieldError[]> {
  const { schemaVersions: pins, transformation, partnerId } = shape;
  const pinFaults = findPinFaults(pins, await listDownConversions(deps.db.sql, Object.keys(pins)));
  if (transformation === null) return pinFaults;
  const unparsed = await deps.transformer.check(partnerId, 'it', transformation);
  if (unparsed) return [...pinFaults, transformationFault('invalid_transformation', new TransformationFailed(unparsed))];
  return pinFaults.length > 0 ? pinFaults : tryExamples(deps, shape);
}

/** Returns the payload as the endpoint would receive it, as JSON text. Throws TransformationFailed. */
export async function transformFor(
  { db, transformer }: Deps,
  shape: Omit<EndpointTransformation, 'eventTypes'>,
  { dataJson, version, ...event }: TransformedEvent & { dataJson: string; version: number },
): Promise<string> {
  const pinned = shape.schemaVersions[event.type];
  const conversions = pinned === undefined ? undefined : (await listDownConversions(db.sql, [event.type])).get(event.type);
  const steps = planTransformation(
    { type: event.type, version },
    { pinned, transformation: shape.transformation },
    conversions ?? new Map(),
  );
  return transformer.transform(shape.partnerId, { dataJson, event, steps });
}

async function tryExamples(deps: Deps, shape: EndpointTransformation): Promise<FieldError[]> {
  const receives = (type: string) => shape.eventTypes.length === 0 || shape.eventTypes.some((filter) => covers(filter, type));
  const faults: FieldError[] = [];
  for (const { type, version, examples } of (await listExamples(deps.db.sql)).filter((one) => receives(one.type))) {
    const fault = await tryType(deps, shape, { type, version, examples });
    if (fault) faults.push(fault);
    if (faults.length === maxFailures) break;
  }
  return faults;
}

/** At most one error per event type, because its examples mostly fail for the same reason. */
async function tryType(
  deps: Deps,
  shape: EndpointTransformation,
  { type, version, examples }: { type: string; version: number; examples: unknown[] },
): Promise<FieldError | undefined> {
  for (const [i, example] of examples.entries()) {
    const event = { id: 'evt_00000000000000000000000000', type, occurredAt: new Date(), version, dataJson: JSON.stringify(example) };
    try {
      await transformFor(deps, shape, event);
    } catch (error) {
      if (!(error instanceof TransformationFailed)) throw error;
      return transformationFault('transformation_failed', error, `, for example ${i + 1} of ${type} (version ${version})`);
    }
  }
}

function transformationFault(code: FieldErrorCode, { message }: TransformationFailed, where = ''): FieldError {
  return fieldError(['transformation'], code, `cannot be used: ${message}${where}`);
}
