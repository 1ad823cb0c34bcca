import type { Routes } from '#apps/fakes/vendor-server.ts';
import type { SalesforceLimits } from './salesforce-limits.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import { DATA, versionOf } from './salesforce-query-routes.ts';
import type { SalesforceField, SObjectType } from './salesforce-schema.ts';

const versions = ['65.0', '66.0', '67.0'];

export function metadataRoutes(org: SalesforceOrg, limits: SalesforceLimits): Routes {
  return {
    'GET /services/data': () => ({
      status: 200,
      body: versions.map((version) => ({ label: `Release ${version}`, url: `/services/data/v${version}`, version })),
    }),
    [`GET ${DATA}`]: (request) => {
      const base = `/services/data/${versionOf(request)}`;
      const names = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'jobs'];
      const identity = `${request.url.origin}/id/${org.orgId}/${org.userId}`;
      return { status: 200, body: { identity, ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])) } };
    },
    [`GET ${DATA}/limits`]: () => ({
      status: 200,
      body: {
        DailyApiRequests: { Max: limits.daily.max, Remaining: limits.daily.remaining() },
        DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 },
        DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
      },
    }),
    [`GET ${DATA}/sobjects`]: () => ({
      status: 200,
      body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects: org.types.map((type) => summaryOf(type)) },
    }),
    [`GET ${DATA}/sobjects/:type/describe`]: ({ params }) => {
      const type = org.type(params['type'] ?? '');
      return {
        status: 200,
        body: { ...summaryOf(type), fields: [...type.fields.values()].map(fieldOf), childRelationships: [], recordTypeInfos: [] },
      };
    },
  };
}

const summaryOf = ({ name, keyPrefix, mergeable }: SObjectType) => ({
  ...{ name, label: name, labelPlural: `${name}s`, keyPrefix, custom: false, mergeable },
  ...{ createable: true, updateable: true, deletable: true, queryable: true, retrieveable: true, replicateable: true, undeletable: true },
});

function fieldOf(field: SalesforceField) {
  const { name, label, type, soapType, maxLength, required, readOnly, unique, externalId, options, refersTo } = field;
  const isWritable = !readOnly && name !== 'Id';
  return {
    ...{ name, label, type: soapType, length: maxLength ?? 0, custom: name.endsWith('__c') },
    // What has a default, such as a boolean, may be left out although it cannot be null.
    ...{
      nillable: !required && type !== 'boolean' && name !== 'Id',
      defaultedOnCreate: !isWritable || type === 'boolean' || name === 'OwnerId',
    },
    ...{ createable: isWritable, updateable: isWritable, unique: unique === true, externalId: externalId === true },
    ...{
      calculated: name === 'IsClosed' || name === 'IsWon',
      filterable: true,
      sortable: type !== 'choices',
      idLookup: externalId === true,
    },
    ...{ restrictedPicklist: options !== undefined, precision: type === 'number' ? 18 : 0, scale: soapType === 'currency' ? 2 : 0 },
    picklistValues: (options ?? []).map((value) => ({ value, label: value, active: true, defaultValue: false, validFor: null })),
    referenceTo: refersTo === undefined ? [] : [refersTo],
    relationshipName: refersTo === undefined ? null : name.replace(/Id$/, ''),
  };
}
