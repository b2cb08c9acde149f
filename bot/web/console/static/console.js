// The back room works without this file; it adds keys, the reader's own time zone, and the theme's button.

const language = document.documentElement.lang;

function localTimes(root) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium", hour12: false });
  for (const time of root.querySelectorAll("time[data-local], time[data-clock]")) {
    const at = new Date(time.dateTime);
    time.textContent = ("clock" in time.dataset ? clock : day).format(at);
    time.title = day.format(at);
  }
}

function stops() {
  return [...document.querySelectorAll("[data-stop]")];
}

// The one that has the focus; else the one last chosen.
function chosen() {
  return document.activeElement.closest("[data-stop]") ?? document.querySelector("[data-stop].chosen");
}

function choose(stop) {
  document.querySelector("[data-stop].chosen")?.classList.remove("chosen");
  stop.classList.add("chosen");
  const link = stop.querySelector("a, button");
  (stop.hasAttribute("tabindex") ? stop : link ?? stop).focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  choose(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))]);
}

function teach() {
  const links = [...document.querySelectorAll("[data-teach]")];
  const own = chosen()?.querySelector("[data-teach]");
  (own ?? (links.length === 1 ? links[0] : null))?.click();
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  t: teach,
  "?": () => document.getElementById("keys")?.showModal(),
};

function onKey(event) {
  const field = event.target.closest("input:not([type=radio]), textarea, select, dialog");
  if (event.key === "Escape" && event.target.matches("input, textarea, select")) event.target.blur();
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = acts[event.key];
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!act && !target) return;
  event.preventDefault();
  if (act) return act();
  target.focus();
  if (target.matches("a, button, input[type=radio]")) target.click();
}

function turnTheme() {
  const now = document.documentElement.dataset.theme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("console.theme", next);
  } catch {
    // It then lasts as long as the page.
  }
}

// « Done » is said once: a reload or a copied address does not say it again.
function sayOnce() {
  const url = new URL(location);
  if (!url.searchParams.has("done")) return;
  url.searchParams.delete("done");
  history.replaceState(null, "", url);
}

function showLine() {
  const field = document.querySelector("textarea[data-line]");
  if (!field) return;
  const lines = field.value.split("\n");
  const from = lines.slice(0, field.dataset.line - 1).join("\n").length + (field.dataset.line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[field.dataset.line - 1] ?? "").length);
}

// A field whose last value is offered again: the name one answers under.
function keep(field) {
  const key = field.dataset.kept;
  try {
    field.value = localStorage.getItem(key) || field.value;
    field.form.addEventListener("submit", () => localStorage.setItem(key, field.value));
  } catch {
    // It is then typed each time.
  }
}

// How many wait stands in the tab's title too, for whoever looks elsewhere.
const title = document.title;
function announce(badge) {
  const waiting = Number(badge.dataset.waiting);
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

function arrived(node) {
  localTimes(node);
  for (const badge of node.parentElement?.querySelectorAll("[data-waiting]") ?? []) announce(badge);
  if (node.matches(".stop") && document.getElementById("write")) node.scrollIntoView({ block: "nearest" });
}

function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("[data-enter]")) return;
  event.preventDefault();
  if (event.target.value.trim()) event.target.form.requestSubmit();
}

// A form that leads back to its own page leaves one where one was: at the same control, or at the one that took its
// place (the next line of the inbox).
const PLACE = "console.place";

// What a form does: where it sends which fields.
function purpose(form) {
  return [form.getAttribute("action"), ...[...form.elements].map((one) => one.name)].join(" ");
}

function formsFor(sought) {
  return [...document.forms].filter((one) => purpose(one) === sought);
}

function rememberPlace(form, submitter) {
  const does = purpose(form);
  const [nth, control] = [formsFor(does).indexOf(form), [...form.elements].indexOf(submitter)];
  const place = { page: location.pathname, does, nth, control };
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  } catch {
    // One then begins at the top again.
  }
}

function takePlace() {
  try {
    const place = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return place;
  } catch {
    return null;
  }
}

function resume() {
  const place = takePlace();
  if (place?.page !== location.pathname || document.activeElement !== document.body) return;
  const forms = formsFor(place.does);
  const control = forms[Math.min(place.nth, forms.length - 1)]?.elements[place.control];
  if (control) control.focus();
  else document.getElementById("content").focus({ preventScroll: true });
}

// What takes a while (a policy tried on a busy month) shows that it is at it. A second press is a slip, unless it comes
// so late that the first may have been stopped by hand.
const SLIP_MS = 3000;
function submitOnce(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (Date.now() - form.dataset.sent < SLIP_MS) return void event.preventDefault();
  form.dataset.sent = Date.now();
  rememberPlace(form, event.submitter);
  event.submitter?.setAttribute("aria-busy", "true");
}

document.addEventListener("submit", submitOnce);
document.addEventListener("keydown", sendOnEnter);
document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  if (event.target.closest(".theme")) turnTheme();
});
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) arrived(node);
}).observe(document.body, { childList: true, subtree: true });

// On a narrow screen the page one is on is not left out of sight.
for (const here of document.querySelectorAll("nav [aria-current=page]")) {
  const list = here.closest("ul");
  list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
}

localTimes(document);
document.querySelectorAll("[data-kept]").forEach(keep);
sayOnce();
showLine();
resume();
