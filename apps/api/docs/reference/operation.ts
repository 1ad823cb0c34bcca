import { escapeHtml } from '#apps/api/http/html.ts';
import { type ApiDocument, type Operation, resolve, type Response, type Schema } from '#apps/api/openapi/openapi-model.ts';
import { describeType } from './describe-type.ts';
import { exampleBlock, fieldTable, inline, paragraphs, parameterTable, table } from './tables.ts';

/** An operation with the place where it is called. */
export interface Placed {
  method: string;
  path: string;
  operation: Operation;
}

export const anchorOf = ({ method, path, operation }: Placed): string => operation.operationId ?? `${method}-${path}`;
export const titleOf = ({ path, operation }: Placed): string => operation.summary ?? path;

/** The whole description of an operation, as HTML. */
export function describeOperation(placed: Placed, document: ApiDocument): string {
  const { method, path, operation } = placed;
  const id = escapeHtml(anchorOf(placed));
  return `<h2 id="${id}">${escapeHtml(titleOf(placed))} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h2>
<p><code>${method.toUpperCase()} ${escapeHtml(path)}</code></p>
${paragraphs(operation.description)}${scopesOf(operation)}${section('Parameters', parameterTable(operation.parameters ?? []))}${bodyOf(operation, document)}${responsesOf(operation, document)}`;
}

const section = (title: string, html: string): string => (html === '' ? '' : `<h3>${title}</h3>\n${html}`);

function scopesOf({ security = [] }: Operation): string {
  const scopes = new Set((security as Record<string, string[]>[]).flatMap((one) => Object.values(one).flat()));
  if (scopes.size === 0) return '';
  return `<p>Scope: ${[...scopes].map((scope) => `<code>${escapeHtml(scope)}</code>`).join(', ')}</p>\n`;
}

function bodyOf({ requestBody }: Operation, document: ApiDocument): string {
  const parts = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema = {}, example }]) =>
      `<p><code>${escapeHtml(type)}</code>: ${describeType(schema)}${requestBody?.required === true ? '' : ' (optional)'}</p>\n${fieldTable(resolve(document, schema))}${exampleBlock(example ?? firstExample(resolve(document, schema)))}`,
  );
  return section('Request body', parts.join(''));
}

const firstExample = ({ example, examples }: Schema): unknown => example ?? examples?.[0];

function responsesOf({ responses = {} }: Operation, document: ApiDocument): string {
  const rows = Object.entries(responses).map(([status, given]) => {
    const { description, content = {} } = resolveResponse(given, document);
    const types = Object.values(content).map(({ schema = {} }) => describeType(schema));
    return [status, [...new Set(types)].join(' or ') || 'no body', inline(description)];
  });
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const [answer] = Object.values(resolveResponse(good ?? {}, document).content ?? {});
  return section('Responses', table(['status', 'body', 'meaning'], rows) + exampleBlock(answer?.example));
}

function resolveResponse(response: Response, document: ApiDocument): Response {
  const name = response.$ref?.replace('#/components/responses/', '');
  return (name === undefined ? undefined : document.components?.responses?.[name]) ?? response;
}
