import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { readFlags, runCommand } from '#apps/flags.ts';

const usage = `Looks for known vulnerabilities in the locked dependencies, with npm audit or, where the registry does not serve that,
with osv-scanner.

  npm run audit:dependencies [-- --strict]

  --strict   exits with 1 if neither service could be reached; by default that is only a warning

Exits with 1 if a dependency is vulnerable.`;

const Flags = z.strictObject({ strict: z.boolean().default(false) });

/** The service answers in seconds. One that does not is away. */
const TIMEOUT_MS = 120_000;
const folders = ['.', 'sdk/typescript'];

type Finding = 'clean' | 'vulnerable' | 'unknown';
const NpmReport = z.object({ metadata: z.object({ vulnerabilities: z.object({ total: z.number() }) }) });

const say: Record<Finding, string> = {
  clean: 'no known vulnerability',
  vulnerable: 'vulnerable, see above',
  unknown: 'NOT CHECKED: the registry serves no npm audit, and osv-scanner is not installed or cannot reach its service',
};

await runCommand(async () => {
  const { strict } = readFlags(process.argv.slice(2), Flags, usage);
  const found = new Set<Finding>();
  for (const folder of folders) {
    const finding = askNpm(folder) ?? askOsv(folder) ?? 'unknown';
    console.log(`${path.join(folder, 'package-lock.json')}: ${say[finding]}`);
    found.add(finding);
  }
  return found.has('vulnerable') || (strict && found.has('unknown')) ? 1 : 0;
});

/** Undefined if the registry does not answer: npm reports that with the same exit code as a vulnerability. */
function askNpm(folder: string): Finding | undefined {
  const { stdout } = run('npm', ['audit', '--json', '--prefix', folder]);
  const report = NpmReport.safeParse(parseQuietly(stdout));
  if (!report.success) return undefined;
  if (report.data.metadata.vulnerabilities.total === 0) return 'clean';
  console.error(run('npm', ['audit', '--prefix', folder]).stdout);
  return 'vulnerable';
}

/** Exit codes: 0 for none, 1 for vulnerabilities, others for failures (https://google.github.io/osv-scanner/output/#return-codes). */
function askOsv(folder: string): Finding | undefined {
  const { status, stdout } = run('osv-scanner', ['scan', 'source', '--lockfile', `${folder}/package-lock.json`]);
  if (status === 0) return 'clean';
  if (status !== 1) return undefined;
  console.error(stdout);
  return 'vulnerable';
}

function run(program: string, args: string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 });
  return { status, stdout: stdout ?? '' };
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
