import type { Logger } from 'pino';
import type { Sql } from '#db/database.ts';
import { closeBreaker, disableEndpoint, markFailing, markHealthy, openBreaker, raiseWarning } from '#db/delivery/endpoint-health.ts';
import { counted } from '#domain/counted.ts';
import { errorOf } from '#domain/delivery/attempt.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { HoldReason } from '#domain/delivery/delivery.ts';
import type { TransformationError } from '#domain/events/transformation.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';
import type { PostedAttempt } from './attempt.ts';
import { FailureWindow } from './failure-window.ts';

export interface EndpointHealthDeps {
  sql: Sql;
  log: Logger;
  settings: () => Settings;
  /** The endpoint may not receive from now on: holds its queued deliveries and starts its drain. */
  onClosed: (endpointId: string, reason: HoldReason) => void;
  notify: Notify;
}

/** A failing endpoint is recorded at most this often, because failure is measured in days. */
const markEveryMs = 10_000;
const dayMs = 86_400_000;

/** Monitors endpoints by their attempts: breaker, failure warnings, auto-disable. */
export class EndpointHealth {
  readonly #deps: EndpointHealthDeps;
  readonly #windows = new Map<string, FailureWindow>();
  readonly #failing = new Map<string, number>();
  /** By endpoint: the version whose failing transformation was reported. */
  readonly #reported = new Map<string, number>();

  constructor(deps: EndpointHealthDeps) {
    this.#deps = deps;
  }

  /** Evaluates one finished attempt. A database error here is logged and never fails the delivery. */
  async observe(delivery: ClaimedDelivery, finished: PostedAttempt): Promise<void> {
    const { endpointId, partnerId, id } = delivery;
    try {
      if (finished.verdict.disableEndpoint) await this.#disable(delivery, finished.verdict.disableEndpoint);
      if (this.#window(endpointId).note(finished.result.ok, this.#breakerPolicy(), Date.now())) await this.#open(delivery, finished);
      if (finished.result.ok) await this.#noteSuccess(delivery);
      else await this.#noteFailure(delivery, finished);
    } catch (error) {
      this.#deps.log.warn(
        { err: error, endpoint_id: endpointId, partner_id: partnerId, delivery_id: id },
        'the health of an endpoint could not be recorded',
      );
    }
  }

  /** Reports that a payload could not be transformed, once per version of the endpoint across all processes. */
  async noteTransformationError(
    { id, endpointId, partnerId, eventType }: ClaimedDelivery,
    fault: TransformationError,
    version: number,
  ): Promise<void> {
    if (this.#reported.get(endpointId) === version) return;
    this.#reported.set(endpointId, version);
    const type = 'causeway.endpoint.transformation_failed';
    // Without the message, which can quote the payload: this data is also logged. The held delivery has the message.
    const data = {
      endpoint_id: endpointId,
      partner_id: partnerId,
      delivery_id: id,
      event_type: eventType,
      endpoint_version: version,
      reason: `${fault.step} failed: ${fault.code}`,
      step: fault.step,
      code: fault.code,
      position: fault.position,
    };
    await this.#deps.notify(type, data, `${type}/${endpointId}/${version}`).catch((error: unknown) => {
      this.#reported.delete(endpointId);
      this.#deps.log.warn(
        { err: error, endpoint_id: endpointId, partner_id: partnerId, delivery_id: id },
        'a failing transformation could not be reported',
      );
    });
  }

  /** A probe closes the breaker, or prolongs its pause. */
  async noteProbe({ endpointId, partnerId }: ClaimedDelivery, { result }: PostedAttempt): Promise<void> {
    const { sql, log, notify } = this.#deps;
    const about = { endpoint_id: endpointId, partner_id: partnerId };
    if (result.ok) {
      this.#windows.delete(endpointId);
      if (await closeBreaker(sql, endpointId)) {
        await notify('causeway.endpoint.breaker_closed', { ...about, reason: 'a probe succeeded' }).catch(
          this.#noteUnpublished(endpointId),
        );
      }
      return;
    }
    const until = await openBreaker(sql, endpointId, { ...this.#pause(), afterProbe: true, reason: errorOf(result) });
    if (until) log.info({ ...about, until, reason: errorOf(result) }, 'a probe failed: the breaker of an endpoint stays open');
  }

  #breakerPolicy() {
    const { window_s, min_attempts, failure_rate } = this.#deps.settings().webhooks.breaker;
    return { windowS: window_s, minAttempts: min_attempts, failureRate: failure_rate };
  }

  #window(endpointId: string): FailureWindow {
    let window = this.#windows.get(endpointId);
    if (!window) this.#windows.set(endpointId, (window = new FailureWindow()));
    return window;
  }

  #pause(): { openS: number; maxOpenS: number } {
    const { open_s, max_open_s } = this.#deps.settings().webhooks.breaker;
    return { openS: open_s, maxOpenS: max_open_s };
  }

  /** The change has taken effect, and what it entails must happen although the event could not be stored. */
  #noteUnpublished(endpointId: string): (error: unknown) => void {
    return (error) => this.#deps.log.warn({ err: error, endpoint_id: endpointId }, 'an event about an endpoint could not be published');
  }

  async #open({ endpointId, partnerId }: ClaimedDelivery, { result }: PostedAttempt): Promise<void> {
    this.#windows.delete(endpointId);
    const until = await openBreaker(this.#deps.sql, endpointId, { ...this.#pause(), afterProbe: false, reason: errorOf(result) });
    if (until) {
      const reason = `too many attempts failed; the last one: ${errorOf(result)}`;
      const data = { endpoint_id: endpointId, partner_id: partnerId, reason, until: until.toISOString() };
      await this.#deps.notify('causeway.endpoint.breaker_opened', data).catch(this.#noteUnpublished(endpointId));
    }
    this.#deps.onClosed(endpointId, 'breaker');
  }

  async #disable({ endpointId, partnerId }: ClaimedDelivery, reason: string): Promise<void> {
    if (await disableEndpoint(this.#deps.sql, endpointId, reason)) {
      const data = { endpoint_id: endpointId, partner_id: partnerId, reason };
      await this.#deps.notify('causeway.endpoint.disabled', data).catch(this.#noteUnpublished(endpointId));
    }
    this.#deps.onClosed(endpointId, 'disabled');
  }

  async #noteSuccess({ endpointId, endpointFailing }: ClaimedDelivery): Promise<void> {
    if (!this.#failing.delete(endpointId) && !endpointFailing) return;
    await markHealthy(this.#deps.sql, endpointId);
  }

  async noteDeadLetter(delivery: ClaimedDelivery, { reason, lastError }: { reason: string; lastError: string }): Promise<void> {
    await this.#deps.notify('causeway.delivery.dead_lettered', {
      delivery_id: delivery.id,
      endpoint_id: delivery.endpointId,
      partner_id: delivery.partnerId,
      event_id: delivery.eventId,
      event_type: delivery.eventType,
      reason,
      last_error: lastError,
    });
  }

  async #noteFailure(delivery: ClaimedDelivery, { verdict, result }: PostedAttempt): Promise<void> {
    const { endpointId } = delivery;
    if (verdict.status === 'dead_lettered') await this.noteDeadLetter(delivery, { reason: verdict.because, lastError: errorOf(result) });
    const now = Date.now();
    if (now < (this.#failing.get(endpointId) ?? 0)) return;
    this.#failing.set(endpointId, now + markEveryMs);
    const failing = await markFailing(this.#deps.sql, endpointId);
    if (failing) await this.#warn(delivery, { ...failing, reason: errorOf(result) });
  }

  async #warn(
    delivery: ClaimedDelivery,
    { failingSince, warnedPercent, reason }: { failingSince: Date; warnedPercent: number; reason: string },
  ): Promise<void> {
    const { after_days, warn_at_percent } = this.#deps.settings().webhooks.auto_disable;
    const percent = ((Date.now() - failingSince.getTime()) / (after_days * dayMs)) * 100;
    if (percent >= 100) return this.#disable(delivery, `it has failed for ${counted(after_days, 'day')} without a success`);
    const reached = warn_at_percent.findLast((step) => step <= percent) ?? 0;
    if (reached <= warnedPercent || !(await raiseWarning(this.#deps.sql, delivery.endpointId, reached))) return;
    await this.#deps.notify('causeway.endpoint.failing', {
      endpoint_id: delivery.endpointId,
      partner_id: delivery.partnerId,
      reason,
      failing_since: failingSince.toISOString(),
      percent: reached,
      disabled_at: new Date(failingSince.getTime() + after_days * dayMs).toISOString(),
    });
  }
}
