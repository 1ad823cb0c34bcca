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

// A client reads there too what it has to send: people are told apart by their address.
Schemas.User.definition.attribute('emails').config.required = true;
Schemas.User.definition.attribute('active').config.required = true;

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
  members?: { value: string; display?: string }[];
}

const schemaOf = { User: Schemas.User, Group: Schemas.Group };
export type ScimKind = keyof typeof schemaOf;

/** Reads what a client sent. Throws SCIMError for what is not of the schema. */
export function readResource(kind: ScimKind, body: object): InstanceType<(typeof schemaOf)[ScimKind]> {
  return checked(() => new schemaOf[kind](body, 'in'));
}

/** What a client gets. */
export function showResource(kind: ScimKind, base: string, resource: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(new schemaOf[kind](resource, 'out', `${base}${SCIM_PATH}/${kind}s`))) as Record<string, unknown>;
}

/** The library throws TypeErrors for values of the wrong type. */
export function checked<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) throw new Types.Error(400, 'invalidValue', error.message);
    throw error;
  }
}

export const describeSchemas = (base: string) =>
  [Schemas.User, Schemas.Group].map((schema) => schema.definition.describe(`${base}${SCIM_PATH}/Schemas`));

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
