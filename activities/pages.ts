import { activityInfo, heartbeat, sleep } from '@temporalio/activity';
import { progressed } from './unfinished-work.ts';

/**
 * Processes a large set in pages. `page` processes one bounded page and returns the start of the next, or null at the end. The position is
 * heartbeated, so that another process can continue there. It must not contain personal data, because Temporal stores it.
 */
export async function inPages<Place>(first: Place, page: (place: Place) => Promise<Place | null>): Promise<void> {
  const { heartbeatDetails } = activityInfo();
  for (let place: Place | null = (heartbeatDetails as Place | undefined) ?? first; place !== null;) {
    heartbeat(place);
    // Rejects if the worker stops or the workflow is cancelled, so that the activity ends between two pages.
    await sleep(0);
    place = await page(place);
    progressed();
  }
}

/** Like `inPages`, for a set that shrinks with each page: repeats until a page finds nothing. */
export async function untilEmpty(page: () => Promise<number>): Promise<void> {
  const nextPage = () => {
    heartbeat();
    return sleep(0).then(page);
  };
  while ((await nextPage()) > 0) progressed();
}
