// The opened panel: header with the awning, the conversation, what was understood, and the place to write.
import { html, render, useState, useEffect, useLayoutEffect, useRef } from "./vendor/htm-preact.js";
import { Bubble, Typing, Understood } from "./parts.js";
import { CSS } from "./style.js";

export function mount(core) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  core.shadow.adoptedStyleSheets = [...core.shadow.adoptedStyleSheets, sheet];
  const root = document.createElement("div");
  core.shadow.append(root);
  let backTo = null;
  const draw = (open) => render(open ? html`<${Panel} core=${core} />` : null, root);
  return {
    open() {
      const active = document.activeElement;
      backTo = active && active !== core.host && active !== document.body ? active : core.launcher;
      core.launcher.hidden = true;
      draw(true);
    },
    close() {
      core.launcher.hidden = false;
      draw(false);
      (backTo?.isConnected ? backTo : core.launcher).focus();
    },
  };
}

function useCore(core) {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const watcher = () => redraw((count) => count + 1);
    core.watch(watcher);
    return () => core.watchers.delete(watcher);
  }, []);
}

function Panel({ core }) {
  useCore(core);
  const panel = useRef(null);
  const field = useRef(null);
  const { text, language } = core;
  // On a phone the keyboard would hide the conversation, so the panel itself takes the focus.
  core.attend = () => (matchMedia("(pointer: coarse)").matches ? panel : field).current?.focus();
  useLayoutEffect(core.attend, []);
  return html`<section class="panel" role="dialog" aria-modal=${fills()} aria-label=${text.panel} lang=${language} tabindex="-1" ref=${panel}
    onKeyDown=${(event) => keys(event, core, panel.current)}>
    <${Header} core=${core} text=${text} />
    <${Log} core=${core} text=${text} />
    <${Announcer} core=${core} text=${text} />
    <div class="foot">
      <${Understood} core=${core} text=${text} />
      <${Composer} core=${core} text=${text} field=${field} />
      <div class="below">
        <${Person} core=${core} text=${text} />
      </div>
    </div>
  </section>`;
}

// A person can always be asked for; once asked, the shopper reads where that stands.
function Person({ core, text }) {
  const { stage, advisor } = core.state || {};
  if (advisor) return null;
  if (stage === "handed_over") return html`<p class="small told">${text.told}</p>`;
  return html`<button class="link" onClick=${() => core.say(text.askPerson)}>${text.person}</button>`;
}

// On a phone the panel is the page: Tab goes round in it, and a screen reader stays in it.
const fills = () => innerWidth <= 520;

function keys(event, core, panel) {
  if (event.key === "Escape") {
    event.stopPropagation();
    core.close();
  }
  if (event.key !== "Tab" || !fills()) return;
  const stops = [...panel.querySelectorAll("button:not(:disabled),a[href],textarea,[tabindex='0']")];
  const here = core.shadow.activeElement;
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (here === edge || here === panel) {
    event.preventDefault();
    other.focus();
  }
}

function Header({ core, text }) {
  return html`<div class="head">
    <div class="awning" aria-hidden="true"></div>
    <div class="sign">
      <div class="name"><h2>${text.title}</h2><p>${core.state?.advisor ? text.served(core.state.advisor) : text.what}</p></div>
      <div class="tongues" role="group" aria-label="Langue · Language">
        ${["fr", "en"].map((language) => html`<button lang=${language} aria-pressed=${core.language === language}
          aria-label=${language === "fr" ? "Français" : "English"} onClick=${() => core.speak(language)}>${language.toUpperCase()}</button>`)}
      </div>
      <button class="icon" aria-label=${text.close} title=${text.close} onClick=${() => core.close()}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg></button>
    </div>
  </div>`;
}

function Log({ core, text }) {
  const log = useRef(null);
  const lines = core.transcript();
  const last = lines.at(-1);
  const shown = `${last?.id}${core.typing}${core.trouble}`;
  useLayoutEffect(() => reveal(log.current, last), [shown]);
  const lastSaid = lines.findLast((line) => line.role !== "shopper");
  return html`<div class="log" role="log" aria-live="off" aria-label=${text.log} tabindex="0" ref=${log}>
    ${!core.remembers && html`<p class="small">${text.onlyHere}</p>`}
    ${lines.map((line) => html`<${Bubble} key=${line.id} line=${line} core=${core} text=${text}
      current=${line === lastSaid && line === last} />`)}
    ${core.typing && !core.trouble && !core.state?.advisor && html`<${Typing} text=${text} />`}
    ${core.trouble && html`<p class="trouble"><span aria-hidden="true">☕</span> ${text[core.trouble]}</p>`}
  </div>`;
}

// A short message: to the end; a nudge too, so that its "no" is in sight. A tall one (cards) is read from its top.
function reveal(log, last) {
  const tall = last && last.role !== "shopper" && !last.nudge && log.querySelector(`[data-id="${globalThis.CSS.escape(last.id)}"]`);
  const top = tall && tall.offsetHeight > log.clientHeight - 60 ? tall.offsetTop - 12 : log.scrollHeight;
  log.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

// Says each finished message once to a screen reader; what was there on opening is read by going to the log.
function Announcer({ core, text }) {
  const [said, say] = useState("");
  const known = useRef(core.last());
  useEffect(() => {
    const fresh = core.transcript().filter((line) => line.role !== "shopper" && Number(line.id) > known.current);
    if (fresh.length) {
      known.current = core.last();
      say(fresh.map((line) => (line.products?.length ? `${line.text} ${text.products(line.products.length)}` : line.text)).join(" "));
    }
  });
  return html`<p class="unseen" aria-live="polite">${core.trouble ? text[core.trouble] : said}</p>`;
}

function Composer({ core, text, field }) {
  const [draft, write] = useState("");
  useEffect(() => core.write(draft), [draft]);
  const send = (event) => {
    event?.preventDefault();
    const said = draft.trim();
    if (!said) return;
    write("");
    core.say(said);
    field.current.focus();
  };
  useLayoutEffect(() => {
    const area = field.current;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 132)}px`;
  }, [draft]);
  return html`<form class="composer" onSubmit=${send}>
    <textarea ref=${field} rows="1" maxlength="1000" aria-label=${text.field} placeholder=${core.state?.advisor ? text.field : text.write} value=${draft}
      onInput=${(event) => write(event.target.value)}
      onKeyDown=${(event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && send(event)}></textarea>
    <button type="submit" class="icon send" aria-label=${text.send} title=${text.send} disabled=${!draft.trim()}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10h12M11 5l5 5-5 5" /></svg></button>
  </form>`;
}
