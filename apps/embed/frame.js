/**
 * The page within the frame of `<causeway-status>`. It has no token until the page around it hands it one, and keeps it in memory only.
 *
 * @typedef {{ name: string, state: string, reason: string, since: string | null, remedy: string | null, last_success_at: string | null }} Part
 */

/** How often the health is asked for while somebody can see it. It is looked at twice a minute. */
const EVERY_MS = 30_000;
/** What the API cannot answer now is asked for again. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/** @type {Record<string, string>} */
const words = {
  healthy: 'Healthy',
  syncing: 'Syncing',
  delayed: 'Delayed',
  waiting_for_quota: 'Waiting for quota',
  partial: 'Partial',
  held: 'Held',
  paused: 'Paused',
  action_required: 'Action required',
};

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const host = main.dataset['host'] ?? '';

/** @type {MessagePort | undefined} */
let port;
let token = '';
/** Whether another token was asked for, because the last one was refused. */
let isRenewing = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

addEventListener('message', ({ origin, source, data, ports: [given] }) => {
  if (port || origin !== host || source !== parent || data?.v !== 1 || data.type !== 'port' || !given) return;
  port = given;
  port.addEventListener('message', (event) => hear(event.data));
  port.start();
  new ResizeObserver(tellHeight).observe(main);
});
document.addEventListener('visibilitychange', () => {
  if (token !== '' && document.visibilityState === 'visible') void refresh();
});
if (parent !== window) parent.postMessage({ v: 1, type: 'ready' }, host);

/** @param {{ type?: unknown, token?: unknown, theme?: unknown }} said */
function hear(said) {
  if (said.type === 'theme') document.documentElement.dataset['theme'] = String(said.theme);
  if (said.type !== 'token' || typeof said.token !== 'string') return;
  token = said.token;
  void refresh();
}

function tellHeight() {
  const { height } = document.documentElement.getBoundingClientRect();
  if (main.childElementCount > 0) port?.postMessage({ type: 'height', height: Math.ceil(height) });
}

async function refresh() {
  clearTimeout(timer);
  const answer = await ask();
  if (answer === undefined) return note('Causeway does not answer now. It is asked again by itself.');
  const { status, body } = answer;
  if (status === 200) {
    isRenewing = false;
    show(body);
  } else if (status === 401 && !isRenewing) {
    isRenewing = true;
    port?.postMessage({ type: 'renew' });
  } else {
    port?.postMessage({ type: 'error', reason: String(body.detail ?? body.title ?? `HTTP ${status}`) });
  }
}

/** Undefined if the same question can have another answer later; then it is asked again. */
async function ask() {
  timer = setTimeout(() => document.visibilityState === 'visible' && void refresh(), EVERY_MS);
  try {
    const reply = await fetch('/embed/v1/status', {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(EVERY_MS / 2),
    });
    return passing.has(reply.status) ? undefined : { status: reply.status, body: await reply.json() };
  } catch {
    return undefined;
  }
}

/** @param {{ partner: Part, endpoints: Part[] }} health */
function show({ partner, endpoints }) {
  const list = element('ul', {}, ...endpoints.map((part) => element('li', {}, heading('h2', part), ...sentences(part))));
  const own = endpoints.length === 0 || partner.state === 'healthy' ? [element('p', {}, partner.reason)] : [];
  main.replaceChildren(
    heading('h1', partner),
    ...own,
    ...(endpoints.length > 0 ? [list] : []),
    element('p', { role: 'status', class: 'note' }),
  );
  tellHeight();
}

/** @param {string} text */
function note(text) {
  if (main.childElementCount === 0) main.append(element('p', { role: 'status', class: 'note' }));
  const place = main.querySelector('.note');
  if (place) place.textContent = text;
}

/**
 * @param {'h1' | 'h2'} level
 * @param {Part} part
 */
const heading = (level, { name, state }) =>
  element(level, {}, element('bdi', {}, name), ' ', element('span', { class: `state ${state}` }, words[state] ?? state));

/** @param {Part} part */
function sentences({ reason, since, remedy, last_success_at: lastSuccess }) {
  const when = since === null ? [] : [' (since ', time(since), ')'];
  return [
    element('p', {}, reason, ...when),
    ...(remedy === null ? [] : [element('p', {}, remedy)]),
    ...(lastSuccess === null ? [] : [element('p', { class: 'soft' }, 'Last success: ', time(lastSuccess))]),
  ];
}

/** @param {string} instant */
const time = (instant) =>
  element('time', { datetime: instant }, new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }));

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
