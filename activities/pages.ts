import { activityInfo, heartbeat, sleep } from '@temporalio/activity';

/**
 * Works through something large: `page` does one bounded piece and answers where the next begins, null when there is none. The
 * place is heartbeated, so that another process goes on there; it must say nothing about a person, since Temporal keeps it.
 */
export async function inPages<Place>(first: Place, page: (place: Place) => Promise<Place | null>): Promise<void> {
  const { heartbeatDetails } = activityInfo();
  for (let place: Place | null = (heartbeatDetails as Place | undefined) ?? first; place !== null;) {
    heartbeat(place);
    // Rejects when the worker stops or the workflow was cancelled: between two pages is the place to end.
    await sleep(0);
    place = await page(place);
  }
}

/** As `inPages`, for what gets less with each page: until one finds nothing. */
export async function untilEmpty(page: () => Promise<number>): Promise<void> {
  do {
    heartbeat();
    await sleep(0);
  } while ((await page()) > 0);
}
