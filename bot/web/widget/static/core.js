// The conversation behind the widget: what was said, what is on its way, and who listens. No framework, no markup but the bubble.
import { Line } from "./line.js";
import { bubble } from "./bubble.js";

const VISIT = "comptoir.visit";
const VISITOR = "comptoir.visitor";
const after = (ms) => new Promise((done) => setTimeout(done, ms));

export async function start(context) {
  const core = new Core(context);
  core.bubble = bubble(core);
  await core.speak(context.options.locale);
  return core;
}

class Core {
  constructor(context) {
    Object.assign(this, context);
    this.line = new Line(this.options.origin);
    this.messages = new Map();
    // the shopper's messages that the server has not confirmed, oldest first
    this.pending = [];
    this.state = null;
    this.typing = false;
    // "wait" while the server cannot be reached, or a sentence's key
    this.trouble = null;
    this.opened = false;
    this.unread = 0;
    // {conversation_id, token, seen, muted}: in sessionStorage with consent, else in this page only
    this.memory = null;
    this.watchers = new Set();
    this.added = new Map();
    // what the shopper is writing: nothing unasked comes on top of it
    this.draft = "";
    this.held = [];
    this.exposed = new Set();
    this.onKey = () => (this.keyed = Date.now());
    addEventListener("keydown", this.onKey);
    this.answerTabs();
    this.onFocus = () => document.visibilityState === "visible" && this.listen();
    this.onLeave = () => this.flush();
    addEventListener("focus", this.onFocus);
    addEventListener("pagehide", this.onLeave);
    document.addEventListener("visibilitychange", this.onFocus);
  }

  // The widget's own words, in one language at a time.
  async speak(language) {
    this.text = (await import(`./words.${language}.js`)).default;
    this.language = this.options.locale = language;
    this.label();
    this.changed();
  }

  watch(watcher) {
    this.watchers.add(watcher);
  }

  changed() {
    this.unread ? (this.launcher.dataset.unread = this.unread) : delete this.launcher.dataset.unread;
    for (const watcher of this.watchers) watcher();
  }

  // --- memory ---------------------------------------------------------------------------------------------------------------
  get remembers() {
    return this.options.consent.personalisation || this.options.consent.analytics;
  }

  remember(change) {
    this.memory = { ...this.memory, ...change };
    if (this.remembers) this.keep("sessionStorage", VISIT, JSON.stringify(this.memory));
  }

  recall() {
    return this.remembers ? this.recalled(VISIT) : null;
  }

  // A page opened in a new tab asks the shop's other tabs whether a conversation is going on.
  answerTabs() {
    this.tabs = new BroadcastChannel("comptoir");
    this.tabs.onmessage = ({ data }) => {
      if (data !== "who") this.told?.(data);
      else if (this.memory && this.remembers) this.tabs.postMessage({ ...this.memory, pending: [] });
    };
  }

  neighbour() {
    if (!this.remembers) return null;
    return new Promise((resolve) => {
      this.told = resolve;
      this.tabs.postMessage("who");
      setTimeout(resolve, 150, null);
    });
  }

  consented() {
    if (this.memory) this.remember({});
    this.changed();
  }

  // --- the conversation -----------------------------------------------------------------------------------------------------
  ensure() {
    return (this.ensuring ||= this.begin().catch((error) => {
      this.ensuring = null;
      throw error;
    }));
  }

  async begin() {
    const known = this.recall() || (await this.neighbour());
    const found = known?.token && (await this.resume(known));
    if (!found) await this.create();
    this.emit("ready", { conversation_id: this.memory.conversation_id });
    this.listen();
    this.post();
  }

  async resume(known) {
    this.line.token = known.token;
    try {
      const answer = await this.patiently(() => this.line.call("GET", `/v1/conversations/${known.conversation_id}/messages`));
      this.remember(known);
      this.pending = known.pending || [];
      this.absorb(answer, true);
      const fresh = [...this.messages.values()].filter((m) => m.role !== "shopper" && Number(m.id) > (known.seen || 0));
      this.unread = fresh.length;
      const nudge = fresh.find((m) => m.nudge);
      if (nudge && !known.muted && !this.opened && Number(nudge.id) > (known.bubbled || 0)) this.speakUp(nudge);
      return true;
    } catch (error) {
      if (error.status === 401 || error.status === 404) return false;
      throw error;
    }
  }

  async create() {
    const { locale, consent, itemId } = this.options;
    const page = { url: location.href.split("#")[0], referrer: document.referrer, item_id: itemId };
    const visitor_token = consent.personalisation ? this.keep("localStorage", VISITOR) : null;
    this.line.token = null;
    const body = { language: locale, visitor_token, consent, page };
    const answer = await this.patiently(() => this.line.call("POST", "/v1/conversations", body));
    this.line.token = answer.token;
    this.messages.clear();
    this.remember({ conversation_id: answer.conversation_id, token: answer.token, seen: 0, muted: false });
    if (consent.personalisation && answer.visitor_token) this.keep("localStorage", VISITOR, answer.visitor_token);
    this.absorb(answer, true);
    this.remember({ seen: this.last() });
  }

  last() {
    return Math.max(0, ...[...this.messages.keys()].map(Number).filter(Number.isFinite));
  }

  absorb(answer, quiet = false) {
    for (const message of answer.messages || []) this.take(message, quiet);
    if (answer.state) this.state = answer.state;
    this.trouble = null;
    this.changed();
  }

  take(message, quiet) {
    const isNew = !this.messages.has(message.id);
    if (message.role === "shopper") {
      const at = this.pending.findIndex((waiting) => waiting.text === message.text);
      if (at >= 0 && isNew) this.pending[at].echoed = true;
      this.pending = this.pending.filter((waiting) => !(waiting.echoed && waiting.sent));
    }
    this.messages.set(message.id, message);
    if (!isNew || message.role === "shopper") return;
    this.typing = false;
    if (this.opened) this.remember({ seen: this.last() });
    else if (!quiet) this.missed(message);
    this.emit("message", message);
    if (message.nudge) this.emit("nudge", message.nudge);
    const left = Date.parse(message.nudge?.offer?.expires_at) - Date.now();
    if (left > 0) setTimeout(() => this.changed(), left + 500);
  }

  // What nobody asked for waits while the shopper is writing.
  hear(message) {
    const asked = this.pending.some((waiting) => !waiting.sent);
    if (message.nudge && this.draft && !asked) this.held.push(message);
    else this.take(message, false);
    this.changed();
  }

  write(draft) {
    this.draft = draft.trim();
    if (!this.draft) for (const message of this.held.splice(0)) this.hear(message);
  }

  missed(message) {
    if (this.memory?.muted && message.role !== "advisor") return;
    this.unread += 1;
    this.speakUp(message);
  }

  // Beside the closed shop-front: once, and not while someone types in the page.
  speakUp(message) {
    if (message.nudge && Date.now() - (this.keyed || 0) < 1500) return void setTimeout(() => this.speakUp(message), 1500);
    if (this.opened || this.memory?.muted) return;
    this.remember({ bubbled: Number(message.id) });
    this.bubble.show(message);
    this.expose(message);
  }

  // The server counts a nudge as seen once it was drawn.
  expose({ nudge }) {
    if (!nudge || this.exposed.has(nudge.decision_id) || document.visibilityState !== "visible") return;
    this.exposed.add(nudge.decision_id);
    this.send(this.event("nudge_exposed", { decision_id: nudge.decision_id }));
  }

  // What the panel shows, in order: confirmed messages, one on its way after what it followed, those in the queue last.
  transcript() {
    const waiting = this.pending.filter((p) => !p.echoed).map((p, i) => ({ id: p.client_message_id, role: "shopper", text: p.text,
      order: p.order ?? 1e15 + i, waiting: !p.sent }));
    return [...this.messages.values(), ...waiting].sort((a, b) => (a.order ?? Number(a.id)) - (b.order ?? Number(b.id)));
  }

  products() {
    return new Map([...this.messages.values()].flatMap((m) => m.products || []).map((card) => [card.item_id, card]));
  }

  // The personal price that stands for an item; whether it has ended is the server's to say in the end.
  offerFor(id) {
    const offers = [...this.messages.values()].map((message) => message.nudge?.offer);
    return offers.findLast((offer) => offer?.item_id === id && Date.parse(offer.expires_at) > Date.now());
  }

  // --- sending --------------------------------------------------------------------------------------------------------------
  async say(text, reply_id = null) {
    this.pending.push({ client_message_id: this.uuid(), text, reply_id });
    this.attend?.();
    this.keepPending();
    this.changed();
    await this.ensure().catch(() => undefined);
    return this.post();
  }

  keepPending() {
    const pending = this.pending.filter((p) => !p.sent);
    if (this.memory) this.remember({ pending });
  }

  post() {
    return (this.posting ||= this.drain().finally(() => (this.posting = null)));
  }

  async drain() {
    for (let next; this.memory && (next = this.pending.find((p) => !p.sent)); ) {
      this.typing = true;
      next.order = this.last() + 0.5;
      this.changed();
      await this.deliver(next);
      next.sent = true;
      this.pending = this.pending.filter((p) => !(p.sent && p.echoed));
      this.keepPending();
      this.typing = false;
      this.changed();
    }
  }

  async deliver({ client_message_id, text, reply_id }) {
    const body = reply_id ? { client_message_id, reply_id } : { client_message_id, text };
    try {
      const path = () => `/v1/conversations/${this.memory.conversation_id}/messages`;
      this.absorb(await this.patiently(() => this.line.call("POST", path(), body)));
    } catch (error) {
      if (error.status === 401 || error.status === 404) return this.restart({ client_message_id, text });
      this.trouble = error.status === 422 || error.status === 409 ? "refused" : "failed";
    }
  }

  // The server no longer knows this conversation: begin another, and say it there.
  async restart({ client_message_id, text }) {
    this.keep("sessionStorage", VISIT, null);
    await this.create();
    this.listen();
    const path = `/v1/conversations/${this.memory.conversation_id}/messages`;
    this.absorb(await this.patiently(() => this.line.call("POST", path, { client_message_id, text })));
  }

  // A network failure, a server that is away or too busy: the same request again, until it is through.
  async patiently(request) {
    for (let wait = 400; ; wait = Math.min(wait * 2, 10000)) {
      try {
        const answer = await request();
        if (this.trouble === "wait") this.trouble = null;
        return answer;
      } catch (error) {
        if (error.status && error.status < 500 && error.status !== 429) throw error;
        if (this.ended) throw error;
        this.trouble = "wait";
        this.changed();
        await after(error.retryAfter ? error.retryAfter * 1000 : wait);
      }
    }
  }

  // What was pressed is about to go: the focus would fall out of the panel with it.
  async forget(key) {
    this.attend?.();
    const answer = await this.line.call("DELETE", `/v1/conversations/${this.memory.conversation_id}/needs/${key}`).catch(() => null);
    if (answer) this.absorb({ state: answer.state || answer });
  }

  // --- events of the page ---------------------------------------------------------------------------------------------------
  track(name, parameters) {
    if (this.options.consent.analytics) this.send(this.event(name, parameters));
  }

  flushSoon() {
    clearTimeout(this.flushing);
    this.flushing = setTimeout(() => this.flush(), 120);
  }

  // An event's id counts once, so what may not have arrived is sent again.
  async flush() {
    const events = this.queue.slice(0, 50);
    if (!events.length) return;
    try {
      await this.ensure();
      await this.line.call("POST", `/v1/conversations/${this.memory.conversation_id}/events`, { events }, true);
    } catch (error) {
      if (!error.status || error.status >= 500) return;
    }
    const gone = new Set(events.map((event) => event.event_id));
    this.queue.splice(0, this.queue.length, ...this.queue.filter((event) => !gone.has(event.event_id)));
    this.noted();
  }

  // --- listening ------------------------------------------------------------------------------------------------------------
  listen() {
    if (!this.memory || this.ended) return;
    const { conversation_id } = this.memory;
    this.line.lead(conversation_id, () => this.last(), {
      message: (message) => this.hear(message),
      typing: (typing) => ((this.typing = typing === true || !!typing.typing), this.changed()),
      state: (state) => ((this.state = state), this.changed()),
    });
  }

  // --- the door -------------------------------------------------------------------------------------------------------------
  async open(sentence) {
    this.bubble.hide();
    const { mount } = await import("./panel.js");
    this.panel ||= mount(this);
    this.opened = true;
    this.unread = 0;
    this.panel.open();
    this.emit("open");
    this.changed();
    await this.ensure().catch(() => (this.trouble = "failed"));
    this.remember({ seen: this.last() });
    if (sentence) this.say(sentence);
    this.changed();
  }

  close() {
    if (!this.opened) return;
    this.opened = false;
    this.panel.close();
    this.emit("close");
    this.changed();
  }

  toggle() {
    return this.opened ? this.close() : this.open();
  }

  mute(message) {
    if (this.memory) this.remember({ muted: true });
    this.unread = 0;
    this.bubble.hide();
    this.changed();
    if (message?.nudge?.dismiss_reply_id) this.deliver({ client_message_id: this.uuid(), reply_id: message.nudge.dismiss_reply_id });
  }

  // "Added" is said only once the page says so.
  async add(card, offer) {
    if (this.added.get(card.item_id) === "asking") return;
    const { amount } = offer ? offer.price_after : card.sale_price || card.price;
    const item = { item_id: card.item_id, quantity: 1, title: card.title, price: amount };
    if (offer) item.offer = { ...offer, visitor_token: this.keep("localStorage", VISITOR) };
    this.added.set(card.item_id, "asking");
    this.changed();
    try {
      const answers = await Promise.all(this.emit("add_to_cart", item));
      const refusal = answers.find((answer) => answer === false || answer?.ok === false);
      if (refusal !== undefined) throw Object.assign(new Error(), { reason: refusal?.reason });
      this.added.set(card.item_id, "added");
      const items = [{ item_id: item.item_id, price: Number(item.price), quantity: 1 }];
      this.send(this.event("add_to_cart", { items, currency: card.price.currency, value: Number(item.price) }));
    } catch (error) {
      this.added.set(card.item_id, { refused: error.reason || "" });
    }
    this.changed();
  }

  destroy() {
    this.ended = true;
    this.line.hangUp();
    this.tabs.close();
    this.panel?.close();
    removeEventListener("keydown", this.onKey);
    removeEventListener("focus", this.onFocus);
    removeEventListener("pagehide", this.onLeave);
    document.removeEventListener("visibilitychange", this.onFocus);
  }
}
