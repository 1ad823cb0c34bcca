import type { Severity } from './finding.ts';

/**
 * `firing`: it has begun. `escalated`: nobody has acknowledged it in time, so this channel is told too. `reminder`: it still holds. `unsent`: messages
 * about it could not be sent to another channel.
 */
export const messageKinds = ['firing', 'escalated', 'reminder', 'acknowledged', 'resolved', 'test', 'unsent'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** The most alerts that one message tells of. Those beyond are counted in `omitted`. */
export const MAX_ALERTS = 20;

/** One alert of a message. The texts are plain, may come from elsewhere, and are bounded and escaped by each channel. */
export interface AlertLine {
  /** `alert/<rule>/<subject id>`: the id of its workflow. The alert has it wherever it is told. */
  dedupKey: string;
  severity: Severity;
  /** What is wrong with which subject, such as `Our HubSpot: reconnect needed`. */
  title: string;
  reason: string;
  remedy: string;
  /** A path of this installation (`/api/v1/…`, `/docs/…`), or an http(s) URL. */
  link: string;
  /** The heading of a section of docs/runbook.md, or a link. */
  runbook: string | null;
  /** ISO 8601. */
  since: string;
  /** ISO 8601: when it was resolved, or until when it is snoozed. */
  until: string | null;
}

/** What a channel is to say: about one alert, or about a group that began together. */
export interface AlertMessage {
  kind: MessageKind;
  /** Of a group: that of its first alert. Later messages with the same key continue its thread. */
  dedupKey: string;
  /** At least one, at most MAX_ALERTS. */
  alerts: readonly AlertLine[];
  /** How many more there are. */
  omitted: number;
  /** Who acknowledged it, as it may be shown. */
  acknowledgedBy: string | null;
  /** What `send` returned when this channel was first told of `dedupKey`; null if it has not been. */
  reference: string | null;
}
