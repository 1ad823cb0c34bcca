import { clip, type Said, type SaidAlert } from './alert-text.ts';
import { hashed, type Sending } from './channel-http.ts';

/** A line of a header can have 998 characters, but programs show some seventy. */
const MAX_SUBJECT = 200;

export interface AlertMail {
  subject: string;
  text: string;
  html: string;
  /** Besides those that every mail has. */
  headers: Record<string, string>;
  /** `<…>`: mails about the same alerts refer to it, so that they are one conversation. The first mail has it as its Message-ID. */
  thread: string;
  messageId: string;
}

const messageId = /^<[a-z0-9-]{1,64}@[a-z0-9.-]{1,255}>$/;

/** The same for the same message and key, whenever it is sent. */
export function mailOf({ said, message, idempotencyKey }: Sending): AlertMail {
  const own = `<alert-${hashed(idempotencyKey)}@causeway.invalid>`;
  const thread = message.reference !== null && messageId.test(message.reference) ? message.reference : own;
  return {
    subject: clip(said.headline, MAX_SUBJECT),
    text: textOf(said),
    html: htmlOf(said),
    headers: {
      // RFC 3834: nobody's out-of-office answers it.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(thread === own ? {} : { 'In-Reply-To': thread, References: thread }),
    },
    thread,
    messageId: own,
  };
}

const textOf = ({ headline, alerts, more }: Said): string =>
  [headline, ...alerts.map(textOfAlert), ...(more === null ? [] : [more])].join('\n\n') + '\n';

function textOfAlert({ title, reason, remedy, when, link, runbook }: SaidAlert): string {
  return [title, reason, remedy && `What to do: ${remedy}`, when, link, runbook && `Runbook: ${runbook}`].filter(Boolean).join('\n');
}

function htmlOf({ headline, alerts, more }: Said): string {
  const body = alerts.map(htmlOfAlert).join('');
  const rest = more === null ? '' : `<p>${escaped(more)}</p>`;
  return `<!doctype html><html><head><meta charset="utf-8"></head><body><h1 style="font-size:18px">${escaped(headline)}</h1>${body}${rest}</body></html>`;
}

function htmlOfAlert({ title, reason, remedy, when, link, runbook }: SaidAlert): string {
  const links = [anchor(link, 'Open'), anchor(runbook, 'Runbook')].filter(Boolean).join(' · ');
  const parts = [reason, remedy && `What to do: ${remedy}`, when].filter(Boolean).map(escaped);
  return `<h2 style="font-size:15px">${escaped(title)}</h2><p>${[...parts, links].filter(Boolean).join('<br>')}</p>`;
}

const anchor = (url: string | null, label: string): string => (url === null ? '' : `<a href="${escaped(url)}">${label}</a>`);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
