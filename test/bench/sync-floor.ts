import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { percentiles } from './percentiles.ts';

const PAGE = Buffer.alloc(8_192, 1);
const PAGES = 2_048;

/** What a commit cannot be faster than: a page is written into a file that has its size already, and waits for the disk, at most 200 times a second. In ms. */
export async function measureSync(folder: string, seconds: number): Promise<{ p50: number; p99: number }> {
  const name = path.join(folder, 'sync-floor');
  const file = await open(name, 'w');
  try {
    for (let page = 0; page < PAGES; page += 1) await file.write(PAGE, 0, PAGE.length, page * PAGE.length);
    await file.sync();
    const times: number[] = [];
    for (const until = performance.now() + seconds * 1_000; performance.now() < until; await delay(4)) {
      const startedAt = performance.now();
      await file.write(PAGE, 0, PAGE.length, (times.length % PAGES) * PAGE.length);
      await file.datasync();
      times.push(performance.now() - startedAt);
    }
    const { p50, p99 } = percentiles(times);
    return { p50, p99 };
  } finally {
    await file.close();
    await rm(name, { force: true });
  }
}
