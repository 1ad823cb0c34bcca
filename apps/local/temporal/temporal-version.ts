import { runCommand } from '#apps/local/processes/run-command.ts';

/** The release of the Temporal CLI that we install. Its dev server is `server`, for which the engine is tested. */
export const pinned = { cli: '1.8.2', server: '1.31.2' } as const;

const [major] = pinned.server.split('.');
export const neededServer = `${pinned.server} or a later release of version ${major}`;

/** The server version that a `temporal` program reports; null if it does not run or reports something else. */
export async function findServerVersion(program: string): Promise<string | null> {
  const { code, output } = await runCommand(program, ['--version']);
  return (code === 0 && /version \S+ \(Server ([^,)]+)/.exec(output)?.[1]) || null;
}

/** Why a program cannot be used, or null. */
export async function findVersionProblem(program: string): Promise<string | null> {
  const server = await findServerVersion(program);
  if (!server) return `${program} --version does not report a server version`;
  if (isCompatible(server)) return null;
  return `${program} contains Temporal server ${server}, but ${neededServer} is required`;
}

/** Servers support older clients within a major version. Older servers lack features that we use. Pre-releases are not accepted. */
export function isCompatible(server: string): boolean {
  const isRelease = /^\d+\.\d+\.\d+$/.test(server);
  return isRelease && server.split('.')[0] === major && server.localeCompare(pinned.server, 'en', { numeric: true }) >= 0;
}
