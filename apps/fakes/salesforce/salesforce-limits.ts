import { type Allowance, CallWindow } from '#apps/fakes/call-window.ts';
import { Refused } from '#apps/fakes/vendor-server.ts';
import { limitExceeded } from './salesforce-errors.ts';

export interface SalesforceLimitOptions {
  /** Of the whole org, in any 24 hours. */
  daily: Allowance;
  /** How many calls may be under way that have taken `longAfterMs` already. */
  concurrent: { max: number; longAfterMs: number };
}

/** An Enterprise org without licences; https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta */
export const publishedLimits: SalesforceLimitOptions = {
  daily: { max: 100_000, windowMs: 24 * 60 * 60_000 },
  concurrent: { max: 25, longAfterMs: 20_000 },
};

export class SalesforceLimits {
  readonly daily: CallWindow;
  readonly #concurrent: SalesforceLimitOptions['concurrent'];
  readonly #underWay = new Map<object, number>();

  constructor({ daily, concurrent }: SalesforceLimitOptions) {
    this.daily = new CallWindow(daily);
    this.#concurrent = concurrent;
  }

  /** Returns the headers of the answer. Throws Refused. */
  admit(call: object): Record<string, string> {
    const long = [...this.#underWay.values()].filter((startedAt) => startedAt <= Date.now() - this.#concurrent.longAfterMs);
    if (long.length >= this.#concurrent.max) throw new Refused(limitExceeded('ConcurrentPerOrgLongTxn Limit exceeded.'));
    if (!this.daily.take()) throw new Refused({ ...limitExceeded(), headers: this.#headers() });
    this.#underWay.set(call, Date.now());
    return this.#headers();
  }

  release(call: object): void {
    this.#underWay.delete(call);
  }

  #headers(): Record<string, string> {
    return { 'sforce-limit-info': `api-usage=${this.daily.used()}/${this.daily.max}` };
  }
}
