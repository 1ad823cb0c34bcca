import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ApiDocument, resolve, type Schema, visitSchema } from '#apps/api/openapi/openapi-model.ts';
import { nameSchemas, namesOnlySent } from './name-schemas.ts';
import { pythonResources } from './python-resources.ts';
import { sdkCallsOf } from './sdk-calls.ts';

/** How the models are written: dictionaries whose types are checked before the program runs, and never while it does. */
const OPTIONS = [
  ...['--input-file-type', 'openapi', '--output-model-type', 'typing.TypedDict', '--target-python-version', '3.10'],
  ...['--enum-field-as-literal', 'all', '--use-standard-collections', '--use-union-operator', '--use-schema-description'],
  ...['--use-field-description', '--disable-timestamp', '--disable-warnings', '--formatters', 'builtin'],
];

/** The generated files of the Python SDK, by their paths. `python` has datamodel-code-generator. */
export function generatePythonSdk(given: ApiDocument, python: string): Record<string, string> {
  const document = nameSchemas(given);
  const calls = sdkCallsOf(document);
  const itemOf = (list: Schema) => resolve(document, list).properties?.['data']?.items ?? {};
  return {
    'sdk/python/causeway/models.py': generateModels(document, python),
    'sdk/python/causeway/_resources.py': pythonResources(calls, itemOf, false),
    'sdk/python/causeway/_async_resources.py': pythonResources(calls, itemOf, true),
  };
}

function generateModels(document: ApiDocument, python: string): string {
  const { components } = structuredClone(document);
  const schemas = components?.schemas ?? {};
  // A program may send a datetime; what it receives is text.
  for (const name of namesOnlySent(document)) visitSchema(schemas[name] ?? {}, '', takeMoments);
  const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-sdk-'));
  try {
    const [input, output] = [path.join(scratch, 'openapi.json'), path.join(scratch, 'models.py')];
    const info = { title: 'Causeway', version: '1' };
    writeFileSync(input, JSON.stringify({ openapi: '3.1.0', info, paths: {}, components: { schemas } }));
    const options = ['-m', 'datamodel_code_generator', '--input', input, '--output', output, ...OPTIONS];
    const { status, stderr } = spawnSync(python, options, { cwd: scratch, encoding: 'utf8' });
    if (status !== 0) throw new Error(`datamodel-code-generator failed:\n${stderr}`);
    const models = readFileSync(output, 'utf8').replace(/^(#.*\n)+/, '');
    return `# Generated with npm run sdk: changes made here are lost.\n"""Types of what is sent and received."""\n\n${models.trimStart()}`;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function takeMoments(schema: Schema): void {
  const type = schema.format === 'date-time' ? 'Instant' : schema.format === 'date' ? 'Day' : undefined;
  if (type) Object.assign(schema, { customTypePath: `causeway._values.${type}` });
}
