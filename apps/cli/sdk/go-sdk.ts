import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiDocument, resolve, type Schema, visitSchema } from '#apps/api/openapi/openapi-model.ts';
import { goResources } from './go-resources.ts';
import { nameSchemas } from './name-schemas.ts';
import { sdkCallsOf } from './sdk-calls.ts';

const tools = fileURLToPath(new URL('../../../sdk/go/tools', import.meta.url));

/** What the generator needs (`tools/go.mod`); the SDK itself needs less. */
const OLDEST_MINOR = 25;

/** Why the Go SDK cannot be generated and tested here, if it cannot. */
export function missingGo(): string | undefined {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const [, minor] = /^go1\.(\d+)/.exec(stdout ?? '') ?? [];
  return Number(minor) >= OLDEST_MINOR ? undefined : `there is no Go 1.${OLDEST_MINOR} or newer here`;
}

const CONFIGURATION = `package: causeway
generate:
  models: true
output-options:
  skip-prune: true
  prefer-skip-optional-pointer-on-container-types: true
compatibility:
  always-prefix-enum-values: true
`;

/** The generated files of the Go SDK, by their paths. */
export function generateGoSdk(given: ApiDocument): Record<string, string> {
  const document = nameSchemas(given);
  const itemOf = (list: Schema) => resolve(document, list).properties?.['data']?.items ?? {};
  return {
    'sdk/go/models.gen.go': generateModels(document),
    'sdk/go/resources.gen.go': run('gofmt', [], goResources(sdkCallsOf(document), itemOf)),
  };
}

function generateModels(document: ApiDocument): string {
  const schemas = structuredClone(document).components?.schemas ?? {};
  for (const schema of Object.values(schemas)) {
    visitSchema(schema, '', (inner) => toOpenApi30(inner, schema));
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-sdk-'));
  try {
    const [input, configuration] = [path.join(scratch, 'openapi.json'), path.join(scratch, 'configuration.yaml')];
    const info = { title: 'Causeway', version: '1' };
    writeFileSync(input, JSON.stringify({ openapi: '3.0.3', info, paths: {}, components: { schemas } }));
    writeFileSync(configuration, CONFIGURATION);
    const generated = run('go', ['tool', 'oapi-codegen', '-config', configuration, input]);
    return generated.replace(/^(\/\/.*\n)+/, '// Code generated with npm run sdk (oapi-codegen). DO NOT EDIT.\n');
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function run(program: string, args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: tools,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(input !== undefined && { input }),
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}

/**
 * The generator knows OpenAPI 3.0 best, and the runtime package that its unions and formats need is no dependency for a partner:
 * null is `nullable`, a union is `any`, an enumeration without a name is a string.
 */
function toOpenApi30(schema: Schema, root: Schema): void {
  const written = schema as Schema & { nullable?: boolean; 'x-go-type'?: string };
  if (Array.isArray(written.type)) {
    const types = written.type.filter((type) => type !== 'null');
    if (types.length < written.type.length) written.nullable = true;
    if (types.length === 1) written.type = types[0] ?? 'string';
    else toAny(written);
  }
  for (const kind of ['anyOf', 'oneOf'] as const) {
    const options = written[kind]?.filter(({ type }) => type !== 'null');
    if (!options || !written[kind]) continue;
    if (options.length < written[kind].length) written.nullable = true;
    delete written[kind];
    const [only] = options;
    if (options.length > 1 || !only) {
      if (options.every(({ type }) => type === 'string')) written.type = 'string';
      else toAny(written);
    } else if (only.$ref !== undefined) {
      written.allOf = [only];
    } else {
      const { description: about = only.description } = written;
      Object.assign(written, only, about !== undefined && { description: about });
      toOpenApi30(written, root);
    }
  }
  if (written.const !== undefined) delete written.const;
  if (written !== root) delete written.enum;
  if (written.enum?.includes(null)) written.enum = written.enum.filter((one) => one !== null);
  if (written.type === 'number') written.format = 'double';
  else if (written.format !== 'date-time' && written.type !== 'integer') delete written.format;
}

function toAny(schema: Schema & { 'x-go-type'?: string }): void {
  for (const key of Object.keys(schema)) if (key !== 'description' && key !== 'nullable') delete (schema as Record<string, unknown>)[key];
  schema['x-go-type'] = 'any';
}
