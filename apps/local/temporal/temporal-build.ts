import path from 'node:path';
import { runCommand } from '#apps/local/processes/run-command.ts';
import { repository } from '#apps/local/settings.ts';
import { type GoToolchain, getGoToolchain } from './go-toolchain.ts';
import type { SourceRequest } from './temporal-source.ts';
import { pinned } from './temporal-version.ts';

const program = 'github.com/temporalio/cli/cmd/temporal';
const progressIntervalMs = 12_000;

/** Builds the CLI with the wrapper module in build/temporal, whose go.sum pins every source. */
export async function buildTemporal({ target, workDir, environment, say }: SourceRequest): Promise<void> {
  const go = await getGoToolchain({ workDir, environment, say });
  say('  downloading the sources …');
  const packages = await withClock(
    say,
    () => '',
    () => runGo(go, ['list', '-deps', program]),
  );
  const total = packages.split('\n').length;
  say(`  compiling ${total} packages …`);
  let compiled = 0;
  const stamp = `-X github.com/temporalio/cli/internal/temporalcli.Version=${pinned.cli}`;
  const args = ['build', '-v', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w ${stamp}`, '-o', target, program];
  await withClock(
    say,
    () => `, ${compiled} of at most ${total}`,
    () => runGo(go, args, () => (compiled += 1)),
  );
}

async function runGo(go: GoToolchain, args: string[], onLine: () => void = () => {}): Promise<string> {
  const { code, output } = await runCommand(go.command, args, {
    cwd: path.join(repository, 'build/temporal'),
    // No C compiler, no other toolchain, and no workspace of the user that contains this module.
    environment: { ...go.environment, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' },
    onLine,
  });
  if (code === 0) return output.trim();
  const end = output.trim().split('\n').slice(-5).join('\n    ');
  throw new Error(`go ${args[0]} failed:\n    ${end}`);
}

async function withClock<T>(say: (line: string) => void, detail: () => string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`  … ${seconds} s${detail()}`);
  }, progressIntervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
