import type { Family, Sample } from '#apps/metrics/family.ts';
import type { ChannelKind } from '#domain/alerts/channel.ts';

/** Counts the messages about alerts that this process tried to send. There are eight kinds of channels. */
export class AlertCounts {
  readonly #tries = new Map<string, { labels: [ChannelKind, 'sent' | 'failed']; value: number }>();

  readonly note = (kind: ChannelKind, outcome: 'sent' | 'failed'): void => {
    const key = `${kind} ${outcome}`;
    const present = this.#tries.get(key) ?? { labels: [kind, outcome], value: 0 };
    present.value += 1;
    this.#tries.set(key, present);
  };

  get families(): Family[] {
    return [
      {
        name: 'causeway_alert_messages_total',
        kind: 'counter',
        help: 'Tries to send a message about alerts, by the kind of the channel and the outcome (sent, failed)',
        labels: ['channel_kind', 'outcome'],
        read: (): Iterable<Sample> => this.#tries.values(),
      },
    ];
  }
}
