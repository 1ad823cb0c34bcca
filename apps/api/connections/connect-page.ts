import { escapeHtml } from '#apps/api/http/html.ts';
import { plainPage } from '#apps/api/http/plain-page.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import type { Manifest } from '#domain/connections/manifest.ts';

/** Before the vendor's own page: what is connected, what for, and what is asked for, in plain language. */
export function consentPage({ label, scopes, objects }: Manifest, { name }: ConnectionRow, authorizeUrl: URL): string {
  const asked = scopes.map(
    ({ text, reason, name: scope }) =>
      `<li><strong>${escapeHtml(text)}.</strong> ${escapeHtml(reason)}. <code>${escapeHtml(scope)}</code></li>`,
  );
  const read = objects.map((object) => escapeHtml(object.label)).join(', ');
  return plainPage(
    `Connect ${label}`,
    `<p>You are about to connect <strong>${escapeHtml(name)}</strong> with an account of ${escapeHtml(label)}. Sign in there as an administrator of
the account that is meant.</p>
<h2>What it will be asked for</h2>
<ul>${asked.join('')}</ul>
<h2>What happens with it</h2>
<p>Causeway reads and writes ${read}, as your company sets it up. Credentials are stored encrypted, and shown to nobody. You can
disconnect at any time, here or at ${escapeHtml(label)}; cached data is then erased.</p>
<p><a href="${escapeHtml(authorizeUrl.href)}">Continue to ${escapeHtml(label)}</a></p>`,
  );
}

export function connectedPage({ label }: Manifest, { name, accountName, accountId, missingScopes }: ConnectionRow): string {
  const lacking =
    missingScopes.length === 0
      ? ''
      : `<p>Not everything was granted, so nothing is written yet. Missing: <code>${escapeHtml(missingScopes.join(' '))}</code></p>`;
  return plainPage(
    `${label} is connected`,
    `<p><strong>${escapeHtml(name)}</strong> is connected with the account ${escapeHtml(accountName ?? '')} (${escapeHtml(accountId ?? '')}).</p>
${lacking}<p>You can close this page.</p>`,
  );
}

export function refusedPage(reason: string): string {
  return plainPage('Not connected', `<p>${escapeHtml(reason)}.</p><p>Nothing was changed.</p>`);
}
