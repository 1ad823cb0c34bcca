import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import { clip, type Said, type SaidAlert } from './alert-text.ts';

// https://docs.slack.dev/reference/block-kit/blocks: 50 blocks, 150 characters of a header, 3,000 of a section's text.
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_TEXT = 3_000;
/** With more alerts, each has a line. All blocks together must stay below some 13,000 characters, or Slack answers `msg_blocks_too_long`. */
const FULL_ALERTS = 3;
const MAX_LINE = 550;

/** The body of a message, without the channel. Nothing in it can mention anybody or become a link that we have not made. */
export function slackBody(said: Said, kind: AlertMessage['kind']) {
  const isShort = said.alerts.length > FULL_ALERTS || kind === 'acknowledged';
  const sections = said.alerts.map((alert) => section(isShort ? shortText(alert) : fullText(alert)));
  return {
    // Shown in notifications, and read out by screen readers.
    text: escapedWithin(said.headline, MAX_TEXT),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(said.headline, MAX_HEADER), emoji: false } },
      ...sections,
      ...(said.more === null ? [] : [section(escapedWithin(said.more, MAX_LINE))]),
    ],
    ...{ unfurl_links: false, unfurl_media: false },
  };
}

/** `verbatim`: Slack makes no links and no mentions of what looks like them. */
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

function fullText(alert: SaidAlert): string {
  const rest = `_${alert.when}_${linksOf(alert)}`;
  const room = Math.floor((MAX_SECTION - rest.length - 40) / 3);
  const [title, reason, remedy] = [alert.title, alert.reason, alert.remedy].map((text) => escapedWithin(text, room));
  return [`*${title}*`, reason, remedy && `→ ${remedy}`, rest].filter(Boolean).join('\n');
}

function shortText(alert: SaidAlert): string {
  const link = linkOf(alert.link, 'Open', MAX_LINE / 2);
  return `*${escapedWithin(alert.title, MAX_LINE - link.length - alert.when.length - 10)}* _${alert.when}_${link && ` ${link}`}`;
}

function linksOf({ link, runbook }: SaidAlert): string {
  const links = [linkOf(link, 'Open', 1_200), linkOf(runbook, 'Runbook', 1_000)].filter(Boolean);
  return links.length === 0 ? '' : `\n${links.join(' · ')}`;
}

function linkOf(url: string | null, label: string, max: number): string {
  if (url === null) return '';
  const text = `<${escaped(url.replaceAll('|', '%7C'))}|${label}>`;
  return text.length > max ? '' : text;
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: only these three characters begin anything. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cut before it is escaped, so that no entity is cut. */
function escapedWithin(text: string, max: number): string {
  for (let room = max; room > 1; room = Math.floor(room * 0.8)) {
    const found = escaped(clip(text, room));
    if (found.length <= max) return found;
  }
  return '';
}
