import { cpSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installGo, installJar, installNode, installPython, type Program, type Step } from './toolchain.ts';
import { versions } from './versions.ts';

/** Where one generator is tried: an empty folder, and the API's description. */
interface Bench {
  folder: string;
  /** The file of the API's description. */
  contract: string;
}

interface Plan {
  generate: readonly Step[];
  compile: readonly Step[];
  call: Step;
}

export interface Generator {
  name: string;
  language: 'Go' | 'Java' | 'Python' | 'TypeScript';
  programs: readonly Program[];
  /** Installs the generator, unless it is in the cache, and says what to do. */
  plan(bench: Bench): Promise<Plan>;
}

const callers = fileURLToPath(new URL('.', import.meta.url));
/** Copies the hand-written caller of a generator into its folder. */
const copyCaller = (name: string, to: string): void => cpSync(path.join(callers, name), to, { recursive: true });

/** openapi-generator with the options of its documentation's first example, and a name. */
async function openapiGenerator(generator: string, { folder, contract }: Bench, options: readonly string[]): Promise<Step> {
  const jar = await installJar(`org.openapitools:openapi-generator-cli:${versions.openapiGenerator}`);
  return { program: 'java', args: ['-jar', jar, 'generate', '-g', generator, '-i', contract, '-o', folder, ...options] };
}

/** `-mod=mod`: the modules that the generated code needs are added, and not those of its tests. */
const goBuild = (folder: string): Step => ({ program: 'go', args: ['build', '-mod=mod', '-o', 'caller', './caller'], cwd: folder });
const goCall = (folder: string): Step => ({ program: path.join(folder, 'caller/caller'), args: [] });
const compileall = (python: string, folder: string): Step => ({ program: python, args: ['-m', 'compileall', '-q', folder] });

const tsc = (modules: string, folder: string): Step => ({
  program: path.join(modules, '.bin/tsc'),
  args: ['--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--module', 'commonjs', '--types', 'node', '--skipLibCheck'].concat([
    '--typeRoots',
    path.join(modules, '@types'),
    '--outDir',
    path.join(folder, 'dist'),
    path.join(folder, 'call.ts'),
  ]),
  cwd: folder,
});
const nodeCall = (folder: string): Step => ({ program: 'node', args: [path.join(folder, 'dist/call.js')] });
const typescriptPackages = [`typescript@${versions.typescript}`, `@types/node@${versions.nodeTypes}`];

/** In the order of their languages. The first of each language is tried with the tests. */
export const generators: readonly Generator[] = [
  {
    name: 'oapi-codegen',
    language: 'Go',
    programs: ['go'],
    async plan({ folder, contract }) {
      const program = await installGo('github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen', versions.oapiCodegen);
      copyCaller('oapi-codegen', folder);
      return {
        generate: [
          { program, args: ['-generate', 'types,client', '-package', 'causeway', '-o', path.join(folder, 'causeway.gen.go'), contract] },
          { program: 'go', args: ['mod', 'init', 'example.com/causeway'], cwd: folder },
          { program: 'go', args: ['get', `github.com/oapi-codegen/runtime@${versions.oapiCodegenRuntime}`], cwd: folder },
        ],
        compile: [goBuild(folder)],
        call: goCall(folder),
      };
    },
  },
  {
    name: 'ogen',
    language: 'Go',
    programs: ['go'],
    async plan({ folder, contract }) {
      const program = await installGo('github.com/ogen-go/ogen/cmd/ogen', versions.ogen);
      copyCaller('ogen', folder);
      return {
        generate: [
          { program, args: ['--target', path.join(folder, 'causeway'), '--package', 'causeway', contract] },
          { program: 'go', args: ['mod', 'init', 'example.com/client'], cwd: folder },
          { program: 'go', args: ['get', `github.com/ogen-go/ogen@${versions.ogen}`], cwd: folder },
        ],
        compile: [goBuild(folder)],
        call: goCall(folder),
      };
    },
  },
  {
    name: 'openapi-generator-go',
    language: 'Go',
    programs: ['go', 'java', 'mvn'],
    async plan(bench) {
      const options = ['--package-name', 'causeway', '--git-user-id', 'example', '--git-repo-id', 'causeway'];
      const generate = await openapiGenerator('go', bench, options);
      copyCaller('openapi-generator-go', bench.folder);
      return { generate: [generate], compile: [goBuild(bench.folder)], call: goCall(bench.folder) };
    },
  },
  {
    name: 'openapi-generator-java',
    language: 'Java',
    programs: ['java', 'mvn'],
    async plan(bench) {
      const { folder } = bench;
      const generate = await openapiGenerator(
        'java',
        bench,
        ['--library', 'native', '--invoker-package', 'causeway'].concat([
          '--api-package',
          'causeway.api',
          '--model-package',
          'causeway.model',
          '--additional-properties',
          'hideGenerationTimestamp=true',
        ]),
      );
      const libraries = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
      const classes = ['target/classes', 'target/dependency/*', '.'].join(path.delimiter);
      copyCaller('openapi-generator-java', folder);
      return {
        generate: [generate],
        compile: [
          { program: 'mvn', args: ['--quiet', '--batch-mode', 'compile', libraries], cwd: folder },
          { program: 'javac', args: ['-cp', classes, 'Call.java'], cwd: folder },
        ],
        call: { program: 'java', args: ['-cp', classes, 'Call'], cwd: folder },
      };
    },
  },
  {
    name: 'openapi-python-client',
    language: 'Python',
    programs: ['python3'],
    async plan({ folder, contract }) {
      const bin = await installPython(`openapi-python-client-${versions.openapiPythonClient}`, [
        `openapi-python-client==${versions.openapiPythonClient}`,
      ]);
      const python = path.join(bin, 'python');
      copyCaller('openapi-python-client', folder);
      const args = ['generate', '--path', contract, '--meta', 'none', '--output-path', path.join(folder, 'causeway')];
      return {
        generate: [{ program: path.join(bin, 'openapi-python-client'), args, env: { PATH: `${bin}:${process.env['PATH']}` } }],
        compile: [compileall(python, folder)],
        call: { program: python, args: ['call.py'], cwd: folder },
      };
    },
  },
  {
    name: 'openapi-generator-python',
    language: 'Python',
    programs: ['java', 'mvn', 'python3'],
    async plan(bench) {
      const { folder } = bench;
      const generate = await openapiGenerator('python', bench, ['--package-name', 'causeway']);
      const bin = await installPython(`openapi-generator-python-${versions.openapiGenerator}`, [
        ...['urllib3==2.5.0', 'python-dateutil==2.9.0.post0', 'pydantic==2.12.3', 'typing-extensions==4.15.0', 'lazy-imports==1.1.0'],
      ]);
      const python = path.join(bin, 'python');
      copyCaller('openapi-generator-python', folder);
      return {
        generate: [generate],
        compile: [compileall(python, path.join(folder, 'causeway'))],
        call: { program: python, args: ['call.py'], cwd: folder },
      };
    },
  },
  {
    name: 'datamodel-code-generator',
    language: 'Python',
    programs: ['python3'],
    async plan({ folder, contract }) {
      const bin = await installPython(`datamodel-code-generator-${versions.datamodelCodeGenerator}`, [
        ...[`datamodel-code-generator==${versions.datamodelCodeGenerator}`, 'pydantic[email]==2.12.3'],
      ]);
      const python = path.join(bin, 'python');
      copyCaller('datamodel-code-generator', folder);
      const args = ['--input', contract, '--input-file-type', 'openapi', '--output', path.join(folder, 'causeway.py')];
      return {
        generate: [{ program: path.join(bin, 'datamodel-codegen'), args: [...args, '--output-model-type', 'pydantic_v2.BaseModel'] }],
        compile: [compileall(python, folder)],
        call: { program: python, args: ['call.py'], cwd: folder },
      };
    },
  },
  {
    name: 'hey-api',
    language: 'TypeScript',
    programs: ['node', 'npm'],
    async plan({ folder, contract }) {
      const modules = await installNode(`hey-api-${versions.heyApi}`, [`@hey-api/openapi-ts@${versions.heyApi}`, ...typescriptPackages]);
      copyCaller('hey-api', folder);
      const args = ['-i', contract, '-o', path.join(folder, 'causeway')];
      return {
        generate: [{ program: path.join(modules, '.bin/openapi-ts'), args, cwd: folder }],
        compile: [tsc(modules, folder)],
        call: nodeCall(folder),
      };
    },
  },
  {
    name: 'openapi-generator-typescript-fetch',
    language: 'TypeScript',
    programs: ['java', 'mvn', 'node', 'npm'],
    async plan(bench) {
      const { folder } = bench;
      const modules = await installNode(`typescript-${versions.typescript}`, typescriptPackages);
      const generate = await openapiGenerator('typescript-fetch', { ...bench, folder: path.join(folder, 'causeway') }, []);
      copyCaller('openapi-generator-typescript-fetch', folder);
      return { generate: [generate], compile: [tsc(modules, folder)], call: nodeCall(folder) };
    },
  },
];
