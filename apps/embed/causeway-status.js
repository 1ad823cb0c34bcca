/**
 * `<causeway-status>`: the Integration Health of one partner, in a frame of Causeway's own origin.
 *
 * @typedef {{ id: string, token: string }} Session as `POST /api/v1/embed-sessions` returned it to the host's server
 * @typedef {() => Session | Promise<Session>} AskForSession
 */

const causeway = new URL(import.meta.url).origin;
/** How long a frame may take to say that it is there. */
const PATIENCE_MS = 10_000;
/** After its page was loaded, or refused: then it has said so already, or says nothing. */
const LOADED_MS = 1_500;
const MAX_HEIGHT_PX = 4_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ':host{display:block}iframe{display:block;width:100%;height:8rem;border:0;visibility:hidden}iframe.shown{visibility:visible}',
);

class CausewayStatus extends HTMLElement {
  static observedAttributes = ['theme'];

  #root = this.attachShadow({ mode: 'closed' });
  #attempt = new AbortController();
  /** @type {AskForSession | undefined} */
  #ask;
  /** @type {MessagePort | undefined} */
  #port;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  /** @param {AskForSession} ask */
  set session(ask) {
    this.#ask = ask;
    if (this.isConnected) void this.#start();
  }

  connectedCallback() {
    // Set before this script had run.
    const own = Object.getOwnPropertyDescriptor(this, 'session');
    if (own && Reflect.deleteProperty(this, 'session')) this.session = own.value;
    else if (this.#ask) void this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  attributeChangedCallback() {
    this.#port?.postMessage({ type: 'theme', theme: this.getAttribute('theme') });
  }

  #stop() {
    this.#attempt.abort();
    this.#port?.close();
    this.#port = undefined;
    this.#root.replaceChildren();
  }

  /** @param {string} reason */
  #giveUp(reason) {
    this.#stop();
    console.error(`<causeway-status> shows nothing: ${reason}`);
  }

  async #askForSession() {
    try {
      const session = await this.#ask?.();
      if (typeof session?.id === 'string' && typeof session.token === 'string') return session;
      this.#giveUp('what its session function returns has no id or no token.');
    } catch (error) {
      this.#giveUp(`its session function failed: ${String(error)}`);
    }
    return undefined;
  }

  async #start() {
    this.#stop();
    const { signal } = (this.#attempt = new AbortController());
    const session = await this.#askForSession();
    if (!session || signal.aborted) return;
    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('label') ?? 'Integration Health';
    frame.referrerPolicy = 'no-referrer';
    // Of its own origin, so that both sides know whom they talk to; it may neither navigate this page nor open others.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = `${causeway}/embed/v1/sessions/${encodeURIComponent(session.id)}`;
    const silent = () => {
      if (signal.aborted || this.#port) return;
      this.#giveUp(`${session.id} is no embed session for pages of ${location.origin}, or Causeway does not answer.`);
    };
    frame.addEventListener('load', () => setTimeout(silent, LOADED_MS), { signal });
    setTimeout(silent, PATIENCE_MS);
    addEventListener('message', (event) => this.#meet(event, { frame, token: session.token }), { signal });
    this.#root.replaceChildren(frame);
  }

  /**
   * Answers the frame once, with a port that nobody else has.
   *
   * @param {MessageEvent} event
   * @param {{ frame: HTMLIFrameElement, token: string }} ours
   */
  #meet({ origin, source, data }, { frame, token }) {
    if (this.#port || origin !== causeway || source !== frame.contentWindow || data?.v !== 1 || data.type !== 'ready') return;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', (event) => void this.#hear(event.data, frame));
    port1.start();
    this.#port = port1;
    frame.contentWindow?.postMessage({ v: 1, type: 'port' }, causeway, [port2]);
    port1.postMessage({ type: 'theme', theme: this.getAttribute('theme') });
    port1.postMessage({ type: 'token', token });
  }

  /**
   * @param {{ type?: unknown, height?: unknown, reason?: unknown }} said
   * @param {HTMLIFrameElement} frame
   */
  async #hear({ type, height, reason }, frame) {
    if (type === 'height' && typeof height === 'number' && height >= 0) {
      frame.style.height = `${Math.min(height, MAX_HEIGHT_PX)}px`;
      frame.className = 'shown';
    } else if (type === 'renew') {
      const port = this.#port;
      const session = await this.#askForSession();
      if (session && port === this.#port) port?.postMessage({ type: 'token', token: session.token });
    } else if (type === 'error') {
      this.#giveUp(String(reason).slice(0, 300));
    }
  }
}

if (!customElements.get('causeway-status')) customElements.define('causeway-status', CausewayStatus);
