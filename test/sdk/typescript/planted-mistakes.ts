import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');

const head = `import { createCausewayClient } from '@causeway/sdk';
const causeway = createCausewayClient({ baseUrl: 'https://causeway.example.com', key: 'ck_live_x' });
`;

/** What a programmer gets wrong, a line for each. */
const mistakes: Record<string, string> = {
  'unknown field': "void causeway.deals.create({ customer: { company_name: 'Acme' }, titel: 'Cold chain' });",
  'value that is not in the enum': "void causeway.deliveries.list({ status: ['delivred'] });",
  'required field that is missing': "void causeway.deals.create({ title: 'Cold chain' });",
  'number as a string': "void causeway.deals.list({ limit: '50' });",
  'method that there is not': "void causeway.deals.approveAll('deal_1');",
  'field that is not there': "console.log((await causeway.deals.get('deal_1')).reviewStatus);",
};

/** The same without the mistakes: if this does not compile, finding the others says nothing. */
const right = `void causeway.deals.create({ customer: { company_name: 'Acme' }, title: 'Cold chain' });
void causeway.deliveries.list({ status: ['delivered'] });
void causeway.deals.list({ limit: 50 });
void causeway.deals.approve('deal_1');
console.log((await causeway.deals.get('deal_1')).review_status);
for await (const delivery of causeway.deliveries.list({ status: ['held'] })) console.log(delivery.id.length);
console.log((await causeway.deals.get('deal_1').withResponse()).etag?.length);
console.log((await causeway.commissions.getStatement('ptn_1', '2026-01', { currency: 'EUR' })).month);
console.log((await causeway.commissions.getStatement('ptn_1', '2026-01', { currency: 'EUR', format: 'pdf' })).body);
void causeway.dealImports.create('a,b', { contentType: 'text/csv', query: { partner_id: 'ptn_1' } });
void causeway.deals.submit('deal_1', undefined, { idempotencyKey: 'k' });
export const schema = (await causeway.dealSchema.get({}, { ifNoneMatch: '"a"' }))?.['type'];
`;

export interface PlantedMistakes {
  planted: number;
  found: number;
  /** What the compiler says, of the correct program too. */
  output: string;
}

/** Compiles programs with one mistake each against the SDK's types. Throws if the correct program does not compile. */
export function findPlantedMistakes(entry = path.join(root, 'sdk/typescript/src/index.ts')): PlantedMistakes {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-mistakes-'));
  try {
    const files = Object.values(mistakes).map((line, i) => ({ name: `mistake-${i}.ts`, code: `${head}${line}\nexport {};\n` }));
    for (const { name, code } of [...files, { name: 'right.ts', code: `${head}${right}` }]) writeFileSync(path.join(folder, name), code);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      ...{ target: 'esnext', lib: ['esnext'], module: 'nodenext', types: ['node'], typeRoots: [path.join(root, 'node_modules/@types')] },
      ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, paths: { '@causeway/sdk': [entry] } },
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    const { stdout } = spawnSync(compiler, ['-p', '.', '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
    if (/^(?!mistake-|\s)/m.test(stdout.trimEnd())) throw new Error(`The correct program does not compile:\n${stdout}`);
    // Each mistake is in the third line of its file.
    const found = files.filter(({ name }) => stdout.includes(`${name}(3,`)).length;
    return { planted: files.length, found, output: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
