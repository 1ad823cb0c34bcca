import type { Logger } from 'pino';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import type { Settings } from '#domain/settings.ts';

export interface RegionsDeps {
  /** Of this process. */
  own: string;
  log: Logger;
  settings: () => Settings;
}

/**
 * Whose deliveries this process makes: those of its region. A process of the home region also makes those of regions of which no worker has been
 * seen for `takeover_after_s`, until one is seen again.
 */
export class Regions {
  readonly #deps: RegionsDeps;
  /** Regions of which nobody is seen, since when. */
  readonly #away = new Map<string, Date>();
  #taken: readonly string[] = [];

  constructor(deps: RegionsDeps) {
    this.#deps = deps;
  }

  get own(): string {
    return this.#deps.own;
  }

  /** Those that this process has taken over. */
  get taken(): readonly string[] {
    return this.#taken;
  }

  /** Those whose deliveries others make, or will, if nobody is there yet. */
  get elsewhere(): readonly string[] {
    return [homeRegion, ...this.#known].filter((region) => region !== this.own && !this.#taken.includes(region));
  }

  /** With the regions of which a live process is seen, again and again. */
  note(live: readonly string[], now = Date.now()): void {
    if (this.own !== homeRegion) return;
    const { regions } = this.#deps.settings().webhooks;
    for (const region of this.#away.keys()) if (live.includes(region) || !(region in regions)) this.#away.delete(region);
    for (const region of this.#known) if (!live.includes(region) && !this.#away.has(region)) this.#away.set(region, new Date(now));
    const taken = this.#known.filter(
      (region) => now - (this.#away.get(region)?.getTime() ?? now) >= (regions[region]?.takeover_after_s ?? 0) * 1_000,
    );
    this.#tell(taken);
    this.#taken = taken;
  }

  check(): ReadinessCheck {
    const about = { name: 'regions', required: false } as const;
    if (this.own !== homeRegion && !this.#known.includes(this.own)) {
      return { ...about, ok: false, detail: `REGION is ${this.own}, which webhooks.regions of the settings does not name` };
    }
    const away = [...this.#away].map(([region, since]) => {
      const makes = this.#taken.includes(region) ? 'its deliveries are made here' : 'its deliveries wait';
      return `no worker of ${region} since ${since.toISOString()}: ${makes}`;
    });
    return { ...about, ok: away.length === 0, detail: away.join('; ') || 'each has a worker' };
  }

  get #known(): string[] {
    return Object.keys(this.#deps.settings().webhooks.regions);
  }

  #tell(taken: readonly string[]): void {
    const { log } = this.#deps;
    const [before, after] = [new Set(this.#taken), new Set(taken)];
    for (const region of after.difference(before)) log.warn({ region }, 'no worker of the region is seen; its deliveries are made here');
    for (const region of before.difference(after)) log.info({ region }, 'a worker of the region is seen again; it makes its deliveries');
  }
}
