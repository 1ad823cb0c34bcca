import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ApiDocument, type Operation, operationsOf, type Parameter } from '#apps/api/openapi/openapi-model.ts';
import { digestOf } from './sdk-typescript.ts';

export const pythonFile = 'sdk/python/causeway/operations.py';

/**
 * Generates one method per operation on top of the hand-written client: `client.list_deliveries(status="held")`. Requests and
 * responses are plain dictionaries, so the SDK has no dependencies.
 */
export function writePythonSdk(root: string, contract: string): void {
  const document = JSON.parse(contract) as ApiDocument;
  const methods = operationsOf(document)
    .filter(({ path: url }) => url.startsWith('/api/'))
    .map(({ method, path: url, operation }) => toMethod(method, url, operation));
  const head = [
    `# ${digestOf(contract)} of docs/openapi.json`,
    '# Generated with npm run openapi: changes made here are lost.',
    'from typing import Any, Dict, List, Optional',
    '',
    'from .transport import Transport',
    '',
    '',
    'class Operations(Transport):',
    '    """Every operation of the API."""',
  ];
  writeFileSync(path.join(root, pythonFile), `${[...head, ...methods].join('\n')}\n`);
}

function toMethod(method: string, url: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const inHeader = parameters.filter((parameter) => parameter.in === 'header');
  const hasBody = operation.requestBody !== undefined;
  const bodyType =
    operation.requestBody?.content?.['application/json']?.schema?.type === 'array' ? 'List[Dict[str, Any]]' : 'Dict[str, Any]';
  const isBodyNeeded = operation.requestBody?.required === true;
  const keywords = [...inQuery, ...inHeader].map((parameter) => `${snake(parameter.name)}: ${toType(parameter)} = None`);
  const signature = [
    'self',
    ...inPath.map(({ name }) => `${snake(name)}: str`),
    ...(hasBody ? [isBodyNeeded ? `body: ${bodyType}` : `body: Optional[${bodyType}] = None`] : []),
    ...(keywords.length > 0 ? ['*', ...keywords] : []),
  ];
  const args = [
    `"${method.toUpperCase()}"`,
    `"${url}"`,
    ...(inPath.length > 0 ? [`path=${toDict(inPath)}`] : []),
    ...(inQuery.length > 0 ? [`query=${toDict(inQuery)}`] : []),
    ...(inHeader.length > 0 ? [`headers=${toDict(inHeader)}`] : []),
    ...(hasBody ? ['body=body'] : []),
  ];
  const about = (operation.description ?? '').replaceAll('\\', '\\\\').replaceAll('"""', "'''");
  return [
    '',
    `    def ${snake(operation.operationId ?? '')}(`,
    ...signature.map((part) => `        ${part},`),
    '    ) -> Any:',
    `        """${about}"""`,
    '        return self.request(',
    ...args.map((part) => `            ${part},`),
    '        )',
  ].join('\n');
}

const toDict = (parameters: Parameter[]): string => `{${parameters.map(({ name }) => `"${name}": ${snake(name)}`).join(', ')}}`;

function toType({ schema }: Parameter): string {
  if (schema?.type === 'integer') return 'Optional[int]';
  if (schema?.type === 'boolean') return 'Optional[bool]';
  if (schema?.type === 'string') return 'Optional[str]';
  return schema?.anyOf?.some((option) => option.type === 'array') ? 'Optional[List[str]]' : 'Any';
}

/** Reserved words of Python that could be the name of a parameter. */
const reserved = new Set(['from', 'in', 'is', 'as', 'class', 'import', 'with', 'global', 'lambda', 'self']);

function snake(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return reserved.has(plain) ? `${plain}_` : plain;
}
