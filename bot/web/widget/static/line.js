// The telephone line to the server: REST to speak, server-sent events read with fetch (the token travels in a header) to listen.
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Line {
  constructor(origin) {
    this.origin = origin;
    this.token = null;
    // the id of the last event heard: where the stream resumes
    this.seen = null;
  }

  async call(method, path, body, keepalive = false) {
    const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const signal = AbortSignal.timeout(30000);
    const request = { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store", keepalive, signal };
    const response = await fetch(this.origin + path, request);
    if (!response.ok) {
      const retryAfter = Number(response.headers.get("Retry-After")) || 0;
      throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status, retryAfter });
    }
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }

  // A browser allows six connections to one host: of several tabs, only the one in use keeps a stream open.
  lead(conversation, last, handlers) {
    if (this.listening === conversation) return;
    this.hangUp();
    if (this.heardFrom !== conversation) this.seen = null;
    this.listening = this.heardFrom = conversation;
    const ended = (this.hanging = new AbortController());
    const run = () => this.listen(conversation, last, handlers, ended.signal);
    if (!navigator.locks) return void run();
    navigator.locks.request("comptoir", { steal: true }, run).catch(() => ended === this.hanging && this.hangUp());
  }

  hangUp() {
    this.hanging?.abort();
    this.listening = this.hanging = null;
  }

  async listen(conversation, last, handlers, signal) {
    for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 15000)) {
      try {
        const url = `${this.origin}/v1/conversations/${conversation}/stream?after=${this.seen ?? last()}`;
        const headers = { Authorization: `Bearer ${this.token}`, Accept: "text/event-stream" };
        const response = await fetch(url, { headers, signal, credentials: "omit", cache: "no-store" });
        if (response.status === 401 || response.status === 404) return;
        if (response.ok) {
          const began = Date.now();
          await this.read(response.body, (id, name, data) => {
            if (id) this.seen = id;
            handlers[name]?.(data);
          });
          if (Date.now() - began > 5000) wait = 250;
        }
      } catch {
        // The line dropped: dial again, from the last event heard.
      }
      if (!signal.aborted) await pause(wait);
    }
  }

  async read(body, heard) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = {};
        for (const line of block.split(/\r?\n/)) {
          const [, name, text] = /^(\w+): ?(.*)$/.exec(line) || [];
          if (name) fields[name] = name in fields ? `${fields[name]}\n${text}` : text;
        }
        if (fields.data) heard(fields.id, fields.event || "message", JSON.parse(fields.data));
      }
    }
  }
}
