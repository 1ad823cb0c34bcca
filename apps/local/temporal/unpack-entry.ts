import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Unzip, UnzipInflate } from 'fflate';

const chunkBytes = 1 << 20;

/** Unpacks one file of a zip archive in chunks; neither is held in memory. Throws if the file is missing or truncated. */
export async function unpackEntry(archive: string, entry: string, target: string): Promise<void> {
  const source = createReadStream(archive, { highWaterMark: chunkBytes });
  await pipeline(source, (chunks: AsyncIterable<Uint8Array>) => inflate(chunks, entry), createWriteStream(target));
}

async function* inflate(chunks: AsyncIterable<Uint8Array>, entry: string): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let isWhole = false;
  const unzip = new Unzip((file) => {
    if (file.name !== entry) return;
    file.ondata = (error, piece, isLast) => {
      if (error) throw error;
      pieces.push(piece);
      isWhole = isLast;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of chunks) {
    unzip.push(chunk);
    yield* pieces;
    pieces = [];
  }
  if (!isWhole) throw new Error(`${entry} is missing or truncated in the archive`);
}
