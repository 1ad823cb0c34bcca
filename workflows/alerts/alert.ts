import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import type { AlertKey, AlertNews } from '#domain/alerts/alert-news.ts';
import { keepTrying } from '../keep-trying.ts';
import { reportProgress } from '../progress.ts';
import { planOptions } from './alert-activity-options.ts';
import { acknowledge, alertChanged, cleared, found, snooze } from './messages.ts';

const { advanceAlert } = proxyActivities<ReturnType<typeof createActivities>>(planOptions);

/** A signal can be lost if Temporal was away when somebody changed an alert or a route. */
const lookAgainMs = 3_600_000;

/**
 * An alert from its beginning until its end was told: plans who is told what, when, and waits. Id `alert/<rule>/<subject id>`. Ends when it is resolved,
 * and everybody who has heard of it has heard that too. Signals `found`, `cleared`, `acknowledge`, `snooze`, `alertChanged`. Query `progress`. If it is
 * cancelled or terminated, the sweeper starts it again.
 */
export async function alert(key: AlertKey): Promise<void> {
  const show = reportProgress();
  let news: AlertNews[] = [];
  let isNews = true;
  const note = (one?: AlertNews) => {
    // What is found replaces what was found before, so that a flood of signals does not grow.
    if (one?.kind === 'found' && news.at(-1)?.kind === 'found') news.pop();
    if (one) news.push(one);
    isNews = true;
  };
  setHandler(found, (finding) => note({ kind: 'found', finding }));
  setHandler(cleared, () => note({ kind: 'cleared' }));
  setHandler(acknowledge, (by) => note({ kind: 'acknowledged', by }));
  setHandler(snooze, (until) => note({ kind: 'snoozed', until }));
  setHandler(alertChanged, () => note());
  for (;;) {
    // First this, then the look: what is signalled meanwhile is looked at again.
    isNews = false;
    const noted = news;
    news = [];
    const { step, waitMs, isSettled } = await keepTrying(() => advanceAlert(key, noted), show);
    show(step);
    if (isNews) continue;
    if (isSettled) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof alert>(key);
    await condition(() => isNews, Math.min(waitMs ?? lookAgainMs, lookAgainMs), { summary: 'until something is to be told of it' });
  }
}
