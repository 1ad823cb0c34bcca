import { escapeHtml } from '#apps/api/http/html.ts';
import { plainPage } from '#apps/api/http/plain-page.ts';
import type { PublicState, PublicStatus } from '#domain/health/public-status.ts';

export const publicStatusPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const words: Record<PublicState, string> = {
  operational: 'Operational',
  degraded: 'Degraded',
  disrupted: 'Disrupted',
  unknown: 'Not known',
};

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;background:light-dark(#fff,#14171c);color:light-dark(#16191f,#eceff4)}
a{color:light-dark(#1a4f9c,#8fbcff)}h2{font-size:1.1rem;margin:1.5rem 0 .3rem;display:flex;justify-content:space-between}ol{display:flex;gap:1px;margin:0;padding:0;list-style:none;height:2rem}
li{flex:1;border-radius:2px}li span{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.operational{background:#2a8a4a}.degraded{background:#d99a00}.disrupted{background:#c43d2f}.unknown{background:#8886}`;

/** A page without scripts. Colours are said in words too. */
export function publicStatusPage({ title, components }: PublicStatus): string {
  const sections = components.map(({ name, state, days }) => {
    const bars = days.map((day) => {
      const percent = day.operational_percent === null ? '' : `, ${day.operational_percent} %`;
      const text = `${day.day}: ${words[day.state]}${percent}`;
      return `<li class="${day.state}" title="${text}"><span>${text}</span></li>`;
    });
    return `<section><h2><span>${escapeHtml(name)}</span><span>${words[state]}</span></h2>\n<ol>${bars.join('')}</ol></section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${sections.join('\n')}
<p>Days are in UTC. <a href="/status.json">As JSON</a></p>
</main>
</body>
</html>
`;
}

export const signInFirstPage = plainPage(
  'Sign in first',
  '<p>The status is shown to people who are signed in. <a href="/console">Sign in to the console</a>, then <a href="/status">open the status again</a>.</p>',
);
