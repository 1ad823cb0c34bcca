import path from 'node:path';
import { runCommand } from '#apps/local/processes/run-command.ts';
import { download } from './download.ts';
import type { SourceRequest } from './temporal-source.ts';
import { pinned } from './temporal-version.ts';

// The server only redirects. If it hangs, the next source should be tried soon.
const answerTimeoutMs = 10_000;

const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** There are no published checksums for these archives; the caller checks the version that the program reports. */
export async function downloadTemporal({ target, workDir, say }: SourceRequest): Promise<void> {
  const architecture = architectures[process.arch];
  if (!architecture) throw new Error(`there is no official download for ${process.arch}`);
  const archive = path.join(workDir, 'temporal.tar.gz');
  // The address that https://docs.temporal.io/cli gives.
  const url = `https://temporal.download/cli/archive/v${pinned.cli}?platform=${process.platform}&arch=${architecture}`;
  await download(url, archive, say, { answerTimeoutMs });
  const { code, output } = await runCommand('tar', ['-xzf', archive, '-C', path.dirname(target), 'temporal']);
  if (code !== 0) throw new Error(`the archive could not be unpacked: ${output.trim()}`);
}
