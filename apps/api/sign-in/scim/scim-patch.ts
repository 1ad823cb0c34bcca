import { Messages, Schemas, Types } from 'scimmy';
import { normalOperations, type PatchOperation, withTargets } from '#domain/access/scim-input.ts';
import { checked, type ScimKind } from './scim-schema.ts';

const MAX_OPERATIONS = 1_000;

/** The resource after the operations of PATCH, or undefined if they change nothing. All of them are applied, or none. */
export async function patched(kind: ScimKind, resource: object, body: Readonly<Record<string, unknown>>, known: readonly string[]) {
  const sent = body['Operations'];
  if (!Array.isArray(sent) || sent.length === 0) {
    throw new Types.Error(400, 'invalidValue', 'Operations must be a list with at least one operation');
  }
  if (sent.length > MAX_OPERATIONS) throw new Types.Error(413, 'tooMany', `At most ${MAX_OPERATIONS} operations at a time`);
  const operations = withTargets(normalOperations(sent.filter(isObject) as PatchOperation[], known), resource as Record<string, unknown>);
  // All of them were about attributes that are not kept.
  if (operations.length === 0) return undefined;
  const message = checked(() => new Messages.PatchOp({ schemas: body['schemas'], Operations: operations } as never));
  const present = kind === 'User' ? new Schemas.User(resource) : new Schemas.Group(resource);
  return message.apply(present);
}

const isObject = (one: unknown): boolean => typeof one === 'object' && one !== null;
