import { nameIn, type Parameter, type Schema } from '#apps/api/openapi/openapi-model.ts';
import type { SdkCall } from './sdk-calls.ts';

/** One class for each resource, and one that has them all. `isAsync` writes the twin of the other. */
export function pythonResources(calls: SdkCall[], itemOf: (list: Schema) => Schema, isAsync: boolean): string {
  const resources = Map.groupBy(calls, ({ resource }) => resource.join('_'));
  const prefix = isAsync ? 'Async' : '';
  const classes = [...resources].flatMap(([name, members]) => [
    '',
    '',
    `class ${prefix}${pascal(name)}(_Resource):`,
    `    """\`\`causeway.${name}\`\`"""`,
    ...members.flatMap((call) => ['', ...toMethod(call, itemOf, isAsync)]),
  ]);
  return `${[
    '# Generated with npm run sdk: changes made here are lost.',
    'from __future__ import annotations',
    '',
    'from typing import Literal, Optional, Sequence, Union',
    '',
    'from . import models as m',
    'from ._call import Call',
    `from ._pages import ${prefix}Pages`,
    `from ._sender import ${prefix}Sender`,
    'from ._values import Day, Instant',
    '',
    '',
    'class _Resource:',
    `    def __init__(self, sender: ${prefix}Sender) -> None:`,
    '        self._sender = sender',
    ...classes,
    '',
    '',
    `class ${prefix}Resources:`,
    '    """Every resource of the API."""',
    '',
    `    def __init__(self, sender: ${prefix}Sender) -> None:`,
    ...[...resources.keys()].map((name) => `        self.${name} = ${prefix}${pascal(name)}(sender)`),
  ].join('\n')}\n`;
}

function toMethod(call: SdkCall, itemOf: (list: Schema) => Schema, isAsync: boolean): string[] {
  const { answer, body } = call;
  const isList = answer.kind === 'list';
  const keywords = [...call.inQuery, ...call.inHeader].toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  const types = body && body.types.length > 1 ? body.types : undefined;
  const signature = [
    'self',
    ...call.inPath.map((parameter) => `${snake(parameter.name)}: ${toType(parameter.schema ?? {})}`),
    ...(body ? [`body: ${bodyType(call)}${body.isRequired ? '' : ' = None'}`] : []),
    ...(keywords.length > 0 || types ? ['*'] : []),
    ...(types ? [`content_type: ${literal(types)} = ${JSON.stringify(types[0])}`] : []),
    ...keywords.map(toKeyword),
  ];
  const returns = isList ? `${isAsync ? 'Async' : ''}Pages[${toType(itemOf(answer.schema ?? {}))}]` : answerType(call);
  const run = isList
    ? `return ${isAsync ? 'Async' : ''}Pages(self._sender, call)`
    : `return ${isAsync ? 'await ' : ''}self._sender.run(call)`;
  return [
    `    ${isAsync && !isList ? 'async ' : ''}def ${snake(call.verb.join('_'))}(`,
    ...signature.map((part) => `        ${part},`),
    `    ) -> ${returns}:`,
    `        """${prose(call.about)}"""`,
    '        call = Call(',
    ...callArguments(call, types !== undefined).map((part) => `            ${part},`),
    '        )',
    `        ${answer.kind === 'none' ? run.replace('return ', '') : run}`,
  ];
}

function callArguments(call: SdkCall, hasTypes: boolean): string[] {
  const { answer, body, inPath, inQuery, inHeader } = call;
  const type = hasTypes ? 'content_type' : JSON.stringify(body?.types[0] ?? '');
  return [
    JSON.stringify(call.operationId),
    JSON.stringify(call.method),
    JSON.stringify(call.path),
    ...(inPath.length > 0 ? [`path=${toDict(inPath)}`] : []),
    ...(inQuery.length > 0 ? [`query=${toDict(inQuery)}`] : []),
    ...(inHeader.length > 0 ? [`headers=${toDict(inHeader)}`] : []),
    ...(body ? ['body=body', `content_type=${type}`] : []),
    ...(answer.types.join() === 'application/json' ? [] : [`accept=${tuple(answer.types)}`]),
    ...(answer.kind === 'file' ? ['as_bytes=True'] : []),
    ...(call.auth === 'bearer' ? [] : [`auth=${JSON.stringify(call.auth)}`]),
  ];
}

function bodyType({ body }: SdkCall): string {
  const json = body?.json ? toType(body.json, 'Sequence') : 'object';
  const all = body && body.types.length > 1 ? `Union[${json}, str, bytes]` : json;
  return body?.isRequired ? all : `Optional[${all}]`;
}

function answerType({ answer }: SdkCall): string {
  switch (answer.kind) {
    case 'none':
      return 'None';
    case 'text':
      return 'str';
    case 'file':
      return 'bytes';
    case 'json':
    case 'list':
      return toType(answer.schema ?? {});
  }
}

function toKeyword(parameter: Parameter): string {
  const type = toType(parameter.schema ?? {});
  return parameter.required ? `${snake(parameter.name)}: ${type}` : `${snake(parameter.name)}: Optional[${type}] = None`;
}

/** The builtin names of containers are no use here: methods are called `list`. */
function toType(schema: Schema, many = 'Several'): string {
  const name = nameIn(schema);
  if (name !== undefined) return `m.${name}`;
  if (schema.enum) return literal(schema.enum);
  if (schema.type === 'array') {
    const item = toType(schema.items ?? {});
    return many === 'Several' ? `Union[${item}, Sequence[${item}]]` : `Sequence[${item}]`;
  }
  if (schema.anyOf) return `Union[${[...new Set(schema.anyOf.map((option) => toType(option)))].join(', ')}]`;
  if (schema.type === 'integer') return 'int';
  if (schema.type === 'number') return 'float';
  if (schema.type === 'boolean') return 'bool';
  if (schema.type !== 'string') return 'object';
  return schema.format === 'date-time' ? 'Instant' : schema.format === 'date' ? 'Day' : 'str';
}

const literal = (values: unknown[]) => `Literal[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
const tuple = (values: readonly string[]) => `(${values.map((value) => `${JSON.stringify(value)},`).join(' ')})`;
const toDict = (parameters: Parameter[]) => `{${parameters.map(({ name }) => `${JSON.stringify(name)}: ${snake(name)}`).join(', ')}}`;
const prose = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replace(/"$/, '" ');
const pascal = (name: string) => name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Reserved words of Python that could be the name of a parameter or a method. */
const reserved = new Set(['from', 'in', 'is', 'as', 'class', 'import', 'with', 'global', 'lambda', 'self', 'body', 'def', 'return']);

function snake(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return reserved.has(plain) ? `${plain}_` : plain;
}
