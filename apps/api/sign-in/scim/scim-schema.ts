import { Schemas, Types } from 'scimmy';

/** Where SCIM is served. One address for everybody: the token says whose people are meant. */
const SCIM_PATH = '/scim/v2';

// The library's schemas are shared by the whole process. They keep what we store, so that a client reads in /Schemas what it may send.
Schemas.User.truncate([
  ...[
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
    'password',
    'phoneNumbers',
    'ims',
    'photos',
  ],
  ...['addresses', 'entitlements', 'roles', 'x509Certificates'],
]);

// Names of members are those of the users (RFC 7643 §8.7.1 has none here).
Schemas.Group.truncate('members.display');

export interface ScimUser {
  id?: string;
  userName: string;
  externalId?: string;
  name?: { formatted?: string; givenName?: string; familyName?: string };
  displayName?: string;
  emails?: { value?: string; primary?: boolean; type?: string }[];
  active?: boolean;
  groups?: { value: string; display: string }[];
}

export interface ScimGroup {
  id?: string;
  displayName: string;
  externalId?: string;
  members?: { value: string; $ref?: string }[];
}

const schemaOf = { User: Schemas.User, Group: Schemas.Group };
export type ScimKind = keyof typeof schemaOf;

/** Reads what a client sent. Throws SCIMError for what is not of the schema. */
export function readResource(kind: ScimKind, body: object): InstanceType<(typeof schemaOf)[ScimKind]> {
  return checked(() => new schemaOf[kind](body, 'in'));
}

/** What a client gets. */
export function showResource(kind: ScimKind, base: string, resource: object): Record<string, unknown> {
  return plain(new schemaOf[kind](resource, 'out', `${base}${SCIM_PATH}/${kind}s`)) as Record<string, unknown>;
}

/** What the library makes of it in JSON. */
const plain = (made: object): unknown => JSON.parse(JSON.stringify(made));

/** The library throws TypeErrors for values of the wrong type. */
export function checked<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) throw new Types.Error(400, 'invalidValue', error.message);
    throw error;
  }
}

/** What clients have to send besides, since people are told apart by their address. The library would refuse to replace what is required. */
const alsoRequired = new Set(['emails', 'emails.value', 'active']);

export const describeSchemas = (base: string) =>
  [Schemas.User, Schemas.Group].map((schema) => {
    const described = plain(schema.definition.describe(`${base}${SCIM_PATH}/Schemas`)) as DescribedSchema;
    return schema === Schemas.User ? { ...described, attributes: requiring(described.attributes) } : described;
  });

interface DescribedSchema {
  id: string;
  attributes: Described[];
}

interface Described {
  name: string;
  required?: boolean;
  subAttributes?: Described[];
}

const requiring = (attributes: readonly Described[], within = ''): Described[] =>
  attributes.map((one) => ({
    ...one,
    ...(alsoRequired.has(within + one.name) && { required: true }),
    ...(one.subAttributes && { subAttributes: requiring(one.subAttributes, `${one.name}.`) }),
  }));

export const userLocation = (base: string, id: string): string => `${base}${SCIM_PATH}/Users/${id}`;

export const resourceTypes = (base: string) =>
  (['User', 'Group'] as const).map((name) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id: name, name, endpoint: `/${name}s`, description: name === 'User' ? 'People who can sign in' : 'Groups, which can have roles' },
    schema: schemaOf[name].id,
    meta: { resourceType: 'ResourceType', location: `${base}${SCIM_PATH}/ResourceTypes/${name}` },
  }));

export const MAX_RESULTS = 200;

export const providerConfig = (base: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  documentationUri: `${base}/docs/sso`,
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MAX_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer token', description: 'The token of POST /sso-connections/{id}/scim-token', primary: true },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}${SCIM_PATH}/ServiceProviderConfig` },
});
