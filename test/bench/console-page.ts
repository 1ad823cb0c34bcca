import type { CDPSession, Page } from 'playwright-core';

/** What the browser itself says of a page, from its first byte on. */
interface Observed {
  lcpMs: number;
  cls: number;
  longestTaskMs: number;
}

const observe = `
  window.observed = { lcpMs: 0, cls: 0, longestTaskMs: 0 };
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => (observed.lcpMs = startTime));
  watch('layout-shift', ({ value, hadRecentInput }) => (observed.cls += hadRecentInput ? 0 : value));
  watch('longtask', ({ duration }) => (observed.longestTaskMs = Math.max(observed.longestTaskMs, duration)));
`;

/** Notes from now on what each page of this tab does. */
export const observePages = (page: Page): Promise<unknown> => page.addInitScript({ content: observe });

export const observedOf = (page: Page): Promise<Observed> => page.evaluate('window.observed');

/** Counts the bytes of scripts as they come over the network, compressed. */
export async function countScripts(page: Page): Promise<{ cdp: CDPSession; bytes(): number }> {
  const cdp = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await cdp.send('Network.enable');
  return { cdp, bytes: () => bytes };
}

/** Of the page, after everything that nobody holds is gone. */
export async function usedHeap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}
