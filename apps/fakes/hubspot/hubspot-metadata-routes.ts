import type { FieldSpec } from '#apps/fakes/field-spec.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import type { Access } from './hubspot-admission.ts';
import { listOf, readLimit } from './hubspot-body.ts';
import { notFound, RecordProblem } from './hubspot-errors.ts';
import { typed } from './hubspot-object-routes.ts';
import type { ObjectType } from './hubspot-schema.ts';

const PROPERTIES = '/crm/(?:v3/properties|properties/2026-0[39])/:type';
const PIPELINES = '/crm/(?:v3/pipelines|pipelines/2026-0[39])/:type';
const SCHEMA = '/(?:crm-object-schemas/(?:v3|2026-0[39])|crm/v3)/schemas/:type';
const OWNERS = '/crm/(?:v3/owners|owners/2026-0[39])';

/** What the account is like: properties, required properties, pipelines, owners. */
export function metadataRoutes(account: HubSpotAccount, access: Access): Routes {
  const reads = (handle: (type: ObjectType, request: VendorRequest) => VendorAnswer) => typed(account, access.read, handle);
  const describe = (type: ObjectType, spec: FieldSpec) => propertyOf(account, type, spec);
  return {
    [`GET ${PROPERTIES}`]: reads((type) => ({
      status: 200,
      body: { results: [...type.properties.values()].map((spec) => describe(type, spec)) },
    })),
    [`GET ${PROPERTIES}/:name`]: reads((type, { params }) => {
      const spec = type.properties.get(params['name'] ?? '');
      if (!spec) throw new RecordProblem(notFound());
      return { status: 200, body: describe(type, spec) };
    }),
    [`GET ${SCHEMA}`]: reads((type) => ({
      status: 200,
      body: {
        ...{
          id: type.typeId,
          objectTypeId: type.typeId,
          name: type.singular.toUpperCase(),
          fullyQualifiedName: type.singular.toUpperCase(),
        },
        ...{ requiredProperties: type.required, searchableProperties: type.shown, primaryDisplayProperty: type.shown[0] },
        labels: { singular: type.singular, plural: type.name },
        properties: [...type.properties.values()].map((spec) => describe(type, spec)),
      },
    })),
    [`GET ${PIPELINES}`]: reads((type) => ({
      status: 200,
      body: { results: (account.pipelines[type.name] ?? []).map((pipeline, order) => pipelineOf(pipeline, order)) },
    })),
    [`GET ${OWNERS}`]: (request) => {
      access.owners(request);
      const { searchParams } = request.url;
      const limit = readLimit(searchParams, 100, 500);
      const emails = listOf(searchParams, 'email');
      const after = Number(searchParams.get('after') ?? 0);
      const owners = account.owners.filter(({ id, email }) => Number(id) > after && (emails.length === 0 || emails.includes(email)));
      const page = owners.slice(0, limit);
      const more = owners.length > limit ? { paging: { next: { after: page.at(-1)?.id } } } : {};
      return { status: 200, body: { results: page.map((owner) => ({ ...owner, ...times(), teams: [] })), ...more } };
    },
    ['GET /account-info/(?:v3|2026-0[39])/details']: () => ({
      status: 200,
      body: {
        ...{ portalId: account.portalId, accountType: 'STANDARD', timeZone: 'Europe/Berlin', companyCurrency: 'EUR' },
        ...{ additionalCurrencies: [], utcOffset: '+01:00', utcOffsetMilliseconds: 3_600_000, uiDomain: 'app.hubspot.com' },
        dataHostingLocation: 'eu1',
      },
    }),
  };
}

const shownTypes: Record<FieldSpec['type'], [type: string, fieldType: string]> = {
  text: ['string', 'text'],
  number: ['number', 'number'],
  boolean: ['bool', 'booleancheckbox'],
  date: ['date', 'date'],
  time: ['datetime', 'date'],
  choice: ['enumeration', 'select'],
  choices: ['enumeration', 'checkbox'],
  reference: ['string', 'text'],
};

function propertyOf(account: HubSpotAccount, type: ObjectType, spec: FieldSpec) {
  const [shownType, fieldType] = shownTypes[spec.type];
  // The stages of a deal are told by its pipelines only.
  const options = account.pipelines[type.name] && ['dealstage', 'pipeline'].includes(spec.name) ? [] : (spec.options ?? []);
  return {
    ...{ name: spec.name, label: spec.label, type: shownType, fieldType, description: '', groupName: `${type.singular}information` },
    options: options.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
    ...{ displayOrder: -1, calculated: spec.readOnly === true, externalOptions: false, hasUniqueValue: spec.unique === true },
    ...{ hidden: false, hubspotDefined: !spec.name.startsWith('causeway_'), formField: !spec.readOnly, archived: false, ...times() },
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: spec.readOnly === true },
  };
}

function pipelineOf({ id, label, stages }: HubSpotAccount['pipelines'][string][number], displayOrder: number) {
  return {
    ...{ id, label, displayOrder, archived: false, ...times() },
    stages: stages.map((stage, order) => ({
      ...{ id: stage.id, label: stage.label, displayOrder: order, archived: false, writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT' },
      ...times(),
      metadata: { isClosed: String(stage.isClosed), probability: stage.probability },
    })),
  };
}

const times = () => ({ createdAt: '2026-01-05T08:00:00.000Z', updatedAt: '2026-01-05T08:00:00.000Z' });
