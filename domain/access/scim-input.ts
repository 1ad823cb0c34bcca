import { EmailAddress } from '#domain/email-address.ts';

/** An operation of PATCH (RFC 7644 §3.5.2), or what identity providers send as one. */
export interface PatchOperation {
  op: string;
  path?: string;
  value?: unknown;
}

/** What we keep of a user. Everything else that a provider sends is somebody's personal data, and not needed to sign in. */
export const userAttributes = ['userName', 'externalId', 'name', 'displayName', 'emails', 'active'] as const;
export const groupAttributes = ['displayName', 'externalId', 'members'] as const;

const coreUrn = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i;
/** Of operations without a path that are dotted names, as Entra sends them. */
const isKnown = (path: string, known: readonly string[]) => {
  const [first = ''] = path.replace(coreUrn, '').split(/[.[]/, 1);
  return known.some((name) => name.toLowerCase() === first.toLowerCase());
};

/**
 * Entra ID writes booleans as "True" and "False" (its own documents call it a fault, and the flag that mends it changes other things), operations
 * in capitals, several attributes with dotted names in an operation without a path, and removals with a value. All of it becomes what the
 * standard says. Attributes that are not kept are left out: a mapping of an address must not stop the provisioning.
 */
export function normalOperations(operations: readonly PatchOperation[], known: readonly string[]): PatchOperation[] {
  return operations.flatMap((one) => {
    const op = typeof one.op === 'string' ? one.op.toLowerCase() : one.op;
    const path = typeof one.path === 'string' ? one.path.trim().replace(coreUrn, '') : one.path;
    if (path === undefined || path === '') return withoutPath(op, one.value, known);
    return isKnown(path, known) ? withPath(op, path, one.value) : [];
  });
}

function withoutPath(op: string, value: unknown, known: readonly string[]): PatchOperation[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ op, value }];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = name.replace(coreUrn, '');
    return isKnown(path, known) ? withPath(op, path, inner) : [];
  });
}

function withPath(op: string, path: string, value: unknown): PatchOperation[] {
  if (op !== 'remove') return [{ op, path, value: path.toLowerCase() === 'active' ? toBoolean(value) : value }];
  // A removal of some members, not of all: the standard has a filter in the path for it.
  if (path.toLowerCase() === 'members' && value !== undefined) {
    return [value].flat().map((member) => ({ op, path: `members[value eq "${valueOf(member).replaceAll(/["\\]/g, '')}"]` }));
  }
  return [{ op, path }];
}

const valueOf = (member: unknown): string =>
  typeof member === 'object' && member !== null && 'value' in member ? String(member.value) : String(member);

/** A whole user, with booleans, and with what the schema requires where it can be told from the rest: a `userName` that is an address, `active`. */
export function normalUser(resource: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = Object.fromEntries(Object.entries(resource).map(([name, value]) => [canonical(name), value]));
  const { active = true, emails, userName } = named;
  const given = Array.isArray(emails) && emails.length > 0 ? emails : undefined;
  const implied = EmailAddress.safeParse(userName).success ? [{ value: userName, type: 'work', primary: true }] : undefined;
  return { ...named, active: toBoolean(active), emails: given ?? implied };
}

/** Names of attributes are the same in capitals (RFC 7643 §2.1). */
const canonical = (name: string): string => userAttributes.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;

function toBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : value;
}

const filtered = /^(\w+)\[\s*(\w+)\s+eq\s+"([^"]*)"\s*\](?:\.(\w+))?$/i;

/** Entra ID sets `emails[type eq "work"].value` of a user without any address. It means that there shall be one. */
export function withTargets(operations: readonly PatchOperation[], resource: Readonly<Record<string, unknown>>): PatchOperation[] {
  return operations.map((one) => {
    const [, list = '', key = '', wanted = '', part] = filtered.exec(one.path ?? '') ?? [];
    if (list === '' || one.op === 'remove') return one;
    const present = Array.isArray(resource[list]) ? (resource[list] as Record<string, unknown>[]) : [];
    if (present.some((item) => String(item[key]) === wanted)) return one;
    const value = part === undefined ? one.value : { [part]: one.value };
    return { op: 'add', path: list, value: [{ [key]: wanted, ...(value as object) }] };
  });
}
