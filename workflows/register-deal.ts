import { condition, setHandler } from '@temporalio/workflow';
import { dealChanged } from './messages.ts';

/** Carries a submitted deal to its end. Id `register-deal/<dealId>`. */
export async function registerDeal(_deal: { dealId: string }): Promise<void> {
  let changed = false;
  setHandler(dealChanged, () => void (changed = true));
  await condition(() => changed);
}
