import { toYaml } from '#apps/api/openapi/openapi-yaml.ts';
import { MAX_EXPORT_LIMIT, toSchema } from '#apps/api/warehouse/export-view.ts';
import type { ExportStream } from '#db/warehouse/export-stream.ts';
import { exportStreams } from '#db/warehouse/export-streams.ts';

/** The first version of the Airbyte CDK whose manifests have all that is used here. */
const MANIFEST_VERSION = '6.44.0';
const FORMAT = '%Y-%m-%dT%H:%M:%S.%_msZ';
const parameter = (name: string) => ({ type: 'RequestOption', inject_into: 'request_parameter', field_name: name });

/** The declarative source of Airbyte: the streams of the exports with their schemas. */
export function describeAirbyteSource(): string {
  const streams = Object.values(exportStreams).map(toAirbyteStream);
  const manifest = {
    version: MANIFEST_VERSION,
    type: 'DeclarativeSource',
    check: { type: 'CheckStream', stream_names: ['deals'] },
    definitions: { requester, paginator, incremental },
    streams,
    spec,
  };
  return `# Written by \`npm run openapi\`.\n${toYaml(manifest)}`;
}

function toAirbyteStream(stream: ExportStream) {
  const { schema } = toSchema(stream, undefined);
  return {
    type: 'DeclarativeStream',
    name: stream.name,
    primary_key: ['id'],
    retriever: {
      type: 'SimpleRetriever',
      requester: { $ref: '#/definitions/requester', path: stream.name },
      record_selector: { type: 'RecordSelector', extractor: { type: 'DpathExtractor', field_path: ['data'] } },
      paginator: { $ref: '#/definitions/paginator' },
    },
    incremental_sync: { $ref: '#/definitions/incremental' },
    schema_loader: {
      type: 'InlineSchemaLoader',
      schema: { ...schema, $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: true },
    },
  };
}

const requester = {
  type: 'HttpRequester',
  url_base: `{{ config['url'].rstrip('/') }}/api/v1/exports/`,
  http_method: 'GET',
  authenticator: { type: 'BearerAuthenticator', api_token: `{{ config['api_key'] }}` },
  error_handler: {
    type: 'DefaultErrorHandler',
    max_retries: 10,
    backoff_strategies: [{ type: 'WaitTimeFromHeader', header: 'Retry-After' }, { type: 'ExponentialBackoffStrategy' }],
  },
};

const paginator = {
  type: 'DefaultPaginator',
  page_token_option: parameter('cursor'),
  page_size_option: parameter('limit'),
  pagination_strategy: {
    type: 'CursorPagination',
    page_size: MAX_EXPORT_LIMIT,
    cursor_value: `{{ response['next_cursor'] }}`,
    stop_condition: `{{ not response['has_more'] }}`,
  },
};

const incremental = {
  type: 'DatetimeBasedCursor',
  cursor_field: 'updated_at',
  cursor_datetime_formats: [FORMAT],
  datetime_format: FORMAT,
  start_datetime: {
    type: 'MinMaxDatetime',
    datetime: `{{ config.get('start_date') or '1970-01-01T00:00:00.000Z' }}`,
    datetime_format: FORMAT,
  },
  start_time_option: parameter('updated_since'),
};

const spec = {
  type: 'Spec',
  connection_specification: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['url', 'api_key'],
    properties: {
      url: { type: 'string', order: 0, title: 'URL', description: 'Where Causeway is', examples: ['https://partners.example.com'] },
      api_key: { type: 'string', order: 1, title: 'API key', description: 'With the scope exports:read', airbyte_secret: true },
      start_date: {
        ...{ type: 'string', order: 2, title: 'Start', description: 'Only what has changed since. Everything, if it is left out' },
        ...{ format: 'date-time', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, examples: ['2026-01-01T00:00:00.000Z'] },
      },
    },
    additionalProperties: true,
  },
};
