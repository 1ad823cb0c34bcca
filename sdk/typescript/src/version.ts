/** The version of this package: a test compares it with package.json. */
export const VERSION = '0.2.0';

/** Names the SDK, and where there is one the version of Node, in the API's log of calls. A browser sends its own. */
export const USER_AGENT = `causeway-typescript/${VERSION}${nodeVersion()}`;

function nodeVersion(): string {
  const { process } = globalThis as unknown as { process?: { versions?: { node?: string } } };
  return process?.versions?.node === undefined ? '' : ` node/${process.versions.node}`;
}
