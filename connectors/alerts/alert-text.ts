import { type AlertLine, type AlertMessage, MAX_ALERTS, type MessageKind } from '#domain/alerts/alert-message.ts';
import type { Severity } from '#domain/alerts/finding.ts';
import { slugOf } from '#domain/heading-slug.ts';
import { inOneLine, isVisible } from '#domain/plain-text.ts';

/** An alert as plain text: one line each, without characters that nobody sees or that turn the text around. Not escaped yet. */
export interface SaidAlert {
  dedupKey: string;
  severity: Severity;
  title: string;
  reason: string;
  remedy: string;
  /** Absolute http(s) URLs. Null if what was given is none. */
  link: string | null;
  runbook: string | null;
  /** `since 2026-03-01 09:30 UTC`. */
  when: string;
}

/** A message in words, the same in every channel. */
export interface Said {
  headline: string;
  alerts: readonly [SaidAlert, ...SaidAlert[]];
  /** `and 80 more`, or null. */
  more: string | null;
}

const MAX_TITLE = 200;
const MAX_SENTENCE = 1_000;
const MAX_URL = 1_000;
/** Of a text that is cleaned at all. */
const MAX_READ = 4 * MAX_SENTENCE;

/** `publicUrl` is where paths of links lead: an origin. */
export function say(message: AlertMessage, publicUrl: string): Said {
  const [first, ...others] = message.alerts.slice(0, MAX_ALERTS).map((alert) => sayAlert(alert, publicUrl));
  if (!first) throw new Error(`a message (${message.kind}) without an alert`);
  const omitted = message.omitted + Math.max(0, message.alerts.length - MAX_ALERTS);
  return {
    headline: headlineOf(message, first, others.length + omitted),
    alerts: [first, ...others],
    more: omitted > 0 ? `and ${omitted} more` : null,
  };
}

function headlineOf(
  { kind, acknowledgedBy }: { kind: MessageKind; acknowledgedBy: string | null },
  { severity, title }: SaidAlert,
  others: number,
): string {
  const what = others > 0 ? `${title} and ${others} more` : title;
  switch (kind) {
    case 'firing':
      return `${severityNames[severity]}: ${what}`;
    case 'escalated':
      return `${severityNames[severity]}, not acknowledged: ${what}`;
    case 'reminder':
      return `${severityNames[severity]}, still: ${what}`;
    case 'acknowledged':
      return `Acknowledged${acknowledgedBy === null ? '' : ` by ${tidy(acknowledgedBy, 100)}`}: ${what}`;
    case 'resolved':
      return `Resolved: ${what}`;
    case 'test':
      return `Test: ${what}`;
    case 'unsent':
      return `Alert not sent: ${what}`;
  }
}

const severityNames = { info: 'Info', warning: 'Warning', critical: 'Critical' } as const;

const sayAlert = (alert: AlertLine, publicUrl: string): SaidAlert => ({
  dedupKey: alert.dedupKey,
  severity: alert.severity,
  // Some channels refuse a message without one.
  title: tidy(isVisible(alert.title.slice(0, MAX_TITLE)) ? alert.title : alert.dedupKey, MAX_TITLE),
  reason: tidy(alert.reason, MAX_SENTENCE),
  remedy: tidy(alert.remedy, MAX_SENTENCE),
  link: absolute(alert.link, publicUrl),
  runbook: absolute(runbookLink(alert.runbook), publicUrl),
  when: `since ${minute(alert.since)}${alert.until === null ? '' : ` until ${minute(alert.until)}`}`,
});

/** One line of at most `max` UTF-16 units, of whole characters. */
export function tidy(text: string, max: number): string {
  const line = inOneLine(text.slice(0, MAX_READ).toWellFormed()).replaceAll(/\s+/g, ' ');
  return clip(line, max);
}

/** Cuts at `max` UTF-16 units, never through a character. */
export function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const runbookLink = (runbook: string | null): string | null =>
  runbook === null || /^(\/|https?:)/.test(runbook) ? runbook : `/docs/runbook#${slugOf(runbook.slice(0, MAX_TITLE))}`;

function absolute(link: string | null, publicUrl: string): string | null {
  if (link === null || link.length > MAX_URL) return null;
  const url = URL.parse(link, publicUrl);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  // `//host` would lead elsewhere.
  if (link.startsWith('/') && url.origin !== new URL(publicUrl).origin) return null;
  return url.href.length > MAX_URL ? null : url.href;
}

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
