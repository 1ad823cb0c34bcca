import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the console, and what it is compressed. */
interface ConsoleFile {
  type: string;
  /** As it is, and by the encodings that the build made. */
  bytes: Record<'identity' | 'br' | 'gzip', Buffer>;
}

interface BuiltConsole {
  page: string;
  /** By name, which has a hash of the content. */
  assets: ReadonlyMap<string, ConsoleFile>;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const builtHere = fileURLToPath(new URL('../../console/dist/', import.meta.url));

/** What `scripts/build-console.mjs` made, in memory: less than a megabyte. Null if it was not run. */
export function readConsole(folder = builtHere): BuiltConsole | null {
  const page = path.join(folder, 'index.html');
  if (!existsSync(page)) return null;
  const assets = path.join(folder, 'assets');
  const names = readdirSync(assets).filter((name) => path.extname(name) in types);
  return {
    page: readFileSync(page, 'utf8'),
    assets: new Map(names.map((name) => [name, readAsset(path.join(assets, name))])),
  };
}

function readAsset(file: string): ConsoleFile {
  return {
    type: types[path.extname(file)] ?? 'application/octet-stream',
    bytes: { identity: readFileSync(file), br: readFileSync(`${file}.br`), gzip: readFileSync(`${file}.gz`) },
  };
}
