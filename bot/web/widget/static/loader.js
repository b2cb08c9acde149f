// Comptoir's loader: the little shop-front on a shop's page. Until the shopper acts, or the page tracks an event that the
// shopper agreed to, nothing but this file is requested. On a page:
//
//   <script async src="https://…/w/1/loader.js" data-key="…" data-locale="fr" data-consent="none"></script>
//
// data-consent: none | personalisation | analytics | all · data-theme: auto (the system's) | light | dark | page (the page's own
// color-scheme) · data-item-id: the product of this page. A page that calls before the loader has come keeps its calls in a stub:
//
//   window.Comptoir ||= new Proxy({q: []}, {get: (s, m) => m in s ? s[m] : (...v) => s.q.push([m, ...v])})
//
// Comptoir.open(sentence?) · close() · toggle() · on(event, handler) → off: open, close, ready, message, nudge, error, and add_to_cart,
// whose handler puts the item in the page's basket and answers (a promise of) {ok: true} or {ok: false, reason}; the widget says
// "added" only then · identify(customer) · track(ga4Name, {items, value, currency, …}) · setLocale("fr"|"en") ·
// setConsent({personalisation, analytics}) · nudge(): the page thinks a word may help now, the server decides · destroy().
(() => {
  const script = document.currentScript;
  const before = window.Comptoir;
  if (!script || (before && before.version === 1)) return;

  const consentOf = (text) => ({
    personalisation: /all|granted|personalisation/.test(text || ""),
    analytics: /all|granted|analytics/.test(text || ""),
  });
  const languageOf = (text) => (/^fr/i.test(text || document.documentElement.lang || navigator.language) ? "fr" : "en");
  const options = {
    base: new URL("./", script.src).href,
    origin: new URL(script.src).origin,
    key: script.dataset.key || "",
    locale: languageOf(script.dataset.locale),
    consent: consentOf(script.dataset.consent),
    customer: null,
    itemId: script.dataset.itemId || null,
  };

  const CSS = `
:host{all:initial;color-scheme:light dark;
--accent:var(--comptoir-accent,light-dark(#9a3b1f,#f0a07f));--on-accent:var(--comptoir-on-accent,light-dark(#fffaf3,#201812));
--gap:var(--comptoir-gap,20px)}
:host([data-theme=light]){color-scheme:light}:host([data-theme=dark]){color-scheme:dark}:host([data-theme=page]){color-scheme:inherit}
:host([hidden]){display:none}
.launcher{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;inset-inline-end:var(--gap);bottom:var(--gap);width:60px;height:60px;
border-radius:18px;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;cursor:pointer;
box-shadow:0 1px 2px #2b21183d,0 10px 28px -8px #2b211873;transition:transform .18s ease,box-shadow .18s ease}
.launcher:hover{transform:translateY(-2px);box-shadow:0 2px 4px #2b21183d,0 16px 34px -8px #2b211880}
.launcher:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.launcher svg{width:32px;height:32px}.launcher[hidden]{display:none}
.launcher[data-unread]::after{content:attr(data-unread);position:absolute;top:-6px;inset-inline-end:-6px;min-width:22px;height:22px;border-radius:11px;
background:light-dark(#2f6b3a,#a9d6a6);color:light-dark(#fff,#201812);font:600 12px/22px system-ui,sans-serif;text-align:center}
@media (prefers-reduced-motion:reduce){.launcher{transition:none}}
@media print{:host{display:none}}`;

  const host = document.createElement("div");
  host.id = "comptoir";
  if (script.dataset.theme) host.dataset.theme = script.dataset.theme;
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];

  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.className = "launcher";
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.append(shopFront());
  shadow.append(launcher);
  // Behind the whole page: ahead of its links it would come before the skip link, for the keyboard and for screen readers.
  const standing = new Promise((done) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", done) : done()))
    .then(() => document.body.append(host));

  function shopFront() {
    const make = (name, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const key in attributes) node.setAttribute(key, attributes[key]);
      return node;
    };
    const svg = make("svg", { viewBox: "0 0 32 32", fill: "none", stroke: "currentColor", "aria-hidden": "true",
      "stroke-width": "2", "stroke-linejoin": "round", "stroke-linecap": "round" });
    svg.append(
      make("path", { d: "M6 4h20l3 8H3z", fill: "currentColor", "fill-opacity": ".2" }),
      make("path", { d: "M3 12a3.25 3.25 0 0 0 6.5 0 3.25 3.25 0 0 0 6.5 0 3.25 3.25 0 0 0 6.5 0 3.25 3.25 0 0 0 6.5 0" }),
      make("path", { d: "M5 16v12h22V16M9 28v-8h6v8M19 20h4v4h-4z" }),
    );
    return svg;
  }

  const label = () => {
    const open = options.locale === "fr" ? "Demander conseil à l’assistant de la boutique" : "Ask the shop’s assistant for advice";
    launcher.setAttribute("aria-label", open);
    launcher.lang = options.locale;
  };
  label();

  // A browser may forbid all storage: then nothing is kept, and nothing fails.
  const keep = (box, key, value) => {
    try {
      if (value === undefined) return window[box].getItem(key);
      value === null ? window[box].removeItem(key) : window[box].setItem(key, value);
    } catch {
      return null;
    }
  };
  // What stands there may be another script's, under the same name.
  const recalled = (key) => {
    try {
      return JSON.parse(keep("sessionStorage", key));
    } catch {
      return null;
    }
  };
  // randomUUID is absent on pages without TLS.
  const uuid = () =>
    crypto.randomUUID?.() ||
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // Events on their way. With consent they outlive the page, so that a click that leaves it is told by the next.
  const EVENTS = "comptoir.events";
  const queue = [];
  const held = [];
  const noted = () => options.consent.analytics && keep("sessionStorage", EVENTS, JSON.stringify(queue.slice(-60)));
  const event = (name, parameters) => ({ event_id: uuid(), name, timestamp: new Date().toISOString(), ...parameters });
  const send = (...events) => {
    queue.push(...events);
    noted();
    ask("flushSoon");
  };

  const handlers = {};
  const emit = (name, detail) => (handlers[name] || []).map((handler) => handler(detail));
  const context = { options, host, shadow, launcher, handlers, emit, label, keep, recalled, uuid, queue, noted, event, send };
  let core = null;
  let tries = 0;
  // A failed import stays failed for its URL, so each new try asks under another one.
  const load = () =>
    (core ||= Promise.all([import(`${options.base}__BUILD__/core.js${tries++ ? `?try=${tries}` : ""}`), standing])
      .then(([module]) => module.start(context))
      .catch((error) => {
        core = null;
        emit("error", error);
        throw error;
      }));
  const ask = (method, ...values) => load().then((ready) => ready[method](...values), () => undefined);

  const api = {
    version: 1,
    open: (sentence) => ask("open", sentence),
    close: () => core && ask("close"),
    toggle: () => ask("toggle"),
    on(name, handler) {
      (handlers[name] ||= []).push(handler);
      if (core) ask("changed");
      return () => (handlers[name] = handlers[name].filter((other) => other !== handler));
    },
    identify(customer) {
      options.customer = customer;
    },
    // Events wait in this page's memory, and leave it only once the shopper agreed.
    track(name, parameters = {}) {
      if (name === "view_item") options.itemId = parameters.items?.[0]?.item_id || options.itemId;
      if (options.consent.analytics) send(event(name, parameters));
      else if (held.push(event(name, parameters)) > 20) held.shift();
    },
    setLocale(locale) {
      options.locale = languageOf(locale);
      label();
      if (core) ask("speak", options.locale);
    },
    setConsent(consent) {
      const given = typeof consent === "object" ? consent : consentOf(consent === true ? "all" : consent);
      options.consent = { personalisation: !!given.personalisation, analytics: !!given.analytics };
      const { personalisation, analytics } = options.consent;
      if (!personalisation) keep("localStorage", "comptoir.visitor", null);
      if (!personalisation && !analytics) keep("sessionStorage", "comptoir.visit", null);
      if (core) ask("consented");
      if (analytics) agreed();
      else {
        queue.length = 0;
        keep("sessionStorage", EVENTS, null);
      }
    },
    // The page thinks that a word may help now; the server decides, and may well say nothing.
    nudge: (signal = "idle") => api.track(signal === "exit_intent" ? "exit_intent" : "idle"),
    destroy() {
      if (core) ask("destroy");
      standing.then(() => host.remove());
      delete window.Comptoir;
    },
  };

  function agreed() {
    const before = [].concat(recalled(EVENTS) || []).filter((one) => one?.event_id);
    queue.unshift(...before.filter((old) => !queue.some((one) => one.event_id === old.event_id)));
    if (queue.length || held.length) send(...held.splice(0));
  }

  if (options.consent.analytics) agreed();
  launcher.addEventListener("click", () => api.toggle());
  window.Comptoir = api;
  for (const [method, ...values] of (before && before.q) || []) if (api[method]) api[method](...values);
})();
