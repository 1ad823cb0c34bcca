import { runCommand } from '#apps/local/processes/run-command.ts';

/** The release of the Temporal CLI that we install. Its dev server is `server`, for which the engine is tested. */
export const pinned = { cli: '1.8.2', server: '1.31.2' } as const;

interface TemporalVersion {
  cli: string;
  server: string;
}

/** What a `temporal` program says of itself; null if it does not run or says something else. */
async function findTemporalVersion(program: string): Promise<TemporalVersion | null> {
  const { code, output } = await runCommand(program, ['--version']);
  const match = /version (\S+) \(Server ([^,)]+)/.exec(output);
  return code === 0 && match?.[1] && match[2] ? { cli: match[1], server: match[2] } : null;
}

/** Why a program cannot be used, or null. Another CLI around the pinned server is as good. */
export async function findVersionProblem(program: string): Promise<string | null> {
  const version = await findTemporalVersion(program);
  if (!version) return `${program} does not answer --version`;
  if (version.server === pinned.server) return null;
  return `${program} holds Temporal server ${version.server}, and ${pinned.server} is needed`;
}
