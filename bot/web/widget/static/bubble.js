// The one-sentence bubble beside the closed shop-front. It never takes the focus; its cross mutes it for the visit.
// Every colour and the type of bubble and panel can be set by the shop with --comptoir-… variables; the panel adds its own to these.
const CSS = `
:host{--paper:var(--comptoir-paper,light-dark(#fffaf3,#201812));--ink:var(--comptoir-ink,light-dark(#2b2118,#f7ecdf));
--card:var(--comptoir-card,light-dark(#fff,#2a1f18));--muted:light-dark(#6b5a4a,#c9b7a5);--rule:light-dark(#e6d8c3,#4a3a2e);
--sans:var(--comptoir-font,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif)}
.bubble{position:fixed;z-index:2147483000;inset-inline-end:var(--gap);bottom:calc(var(--gap) + 74px);display:flex;align-items:flex-start;
max-width:min(300px,calc(100vw - 2*var(--gap)));border-radius:16px 16px 4px 16px;background:var(--card);color:var(--ink);
border:1px solid var(--rule);box-shadow:0 12px 34px -10px #2b211873;font:400 15px/1.45 var(--sans);animation:rise .24s ease-out}
.bubble button{all:unset;cursor:pointer;box-sizing:border-box;min-height:44px;border-radius:14px}
.bubble button:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.bubble .say{padding:12px 0 12px 16px;flex:1}
.bubble .mute{width:44px;flex:none;display:grid;place-items:center;font-size:20px;color:var(--muted)}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
@media (prefers-reduced-motion:reduce){.bubble{animation:none}}`;

export function bubble(core) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  core.shadow.adoptedStyleSheets = [...core.shadow.adoptedStyleSheets, sheet];
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  core.shadow.append(region);
  const hide = () => region.replaceChildren();

  function show(message) {
    const box = document.createElement("div");
    box.className = "bubble";
    box.lang = message.language || core.options.locale;
    const say = button("say", brief(message.text), () => core.open());
    const mute = button("mute", "×", () => core.mute(message));
    mute.setAttribute("aria-label", core.text.mute);
    mute.title = core.text.mute;
    box.append(say, mute);
    region.replaceChildren(box);
  }
  return { show, hide };
}

function button(className, text, act) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = className;
  node.textContent = text;
  node.addEventListener("click", act);
  return node;
}

// A short message whole; of a longer one, its first sentence.
function brief(text) {
  const [sentence] = text.length < 120 ? [text] : /^.+?[.!?…](?=\s|$)/s.exec(text) || [text];
  return sentence.length > 140 ? `${sentence.slice(0, 137)}…` : sentence;
}
