// The demo shop's page: its basket, its consent, and the events it tells the widget. No cookie; the basket and the answer about
// memory stay in this browser.
import { drawBasket } from "./basket.js";

// What is called before the loader has come waits in `q`.
window.Comptoir ||= new Proxy({ q: [] }, { get: (stub, name) => (name in stub ? stub[name] : (...values) => stub.q.push([name, ...values])) });
const comptoir = () => window.Comptoir;
const body = document.body;
const language = body.dataset.language;
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

export const basket = {
  lines: () => {
    try {
      return JSON.parse(localStorage.getItem("shop.basket")) || [];
    } catch {
      return [];
    }
  },
  save(lines) {
    localStorage.setItem("shop.basket", JSON.stringify(lines));
    count();
  },
  add(id, quantity = 1) {
    const lines = basket.lines();
    const known = lines.find((line) => line.id === id);
    known ? (known.quantity += quantity) : lines.push({ id, quantity });
    basket.save(lines);
  },
  // One personal price at a time: nothing adds up. Its code stays here, its terms are asked of the shop each time.
  offer: () => localStorage.getItem("shop.offer"),
  keepOffer: (code) => (code ? localStorage.setItem("shop.offer", code) : localStorage.removeItem("shop.offer")),
};

export const visitor = () => localStorage.getItem("comptoir.visitor");

// What the shop's server says; its reason when it refuses.
export async function ask(path, body) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, request);
  const said = await answer.json();
  return answer.ok ? { ok: true, ...said } : { ok: false, status: answer.status, reason: said.reason || "unknown" };
}

// The terms of an offer that is this visitor's and still holds.
export const takeOffer = (code, out = false) => ask("/demo/offer", { offer: code, visitor_token: visitor() || "-", out });

function count() {
  const total = basket.lines().reduce((sum, line) => sum + line.quantity, 0);
  const badge = one(".count");
  badge.textContent = total;
  badge.hidden = total === 0;
}

export async function product(id) {
  const answer = await fetch(`/v1/catalogue/products/${encodeURIComponent(id)}?language=${language}`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export const track = (name, items = [], more = {}) => comptoir().track(name, { items, ...more });
const listed = (node) => JSON.parse(node?.dataset.items || "[]");

// What the page shows, told once.
function tellView() {
  const view = body.dataset.view;
  track("page_view", [], { page: { url: location.href, referrer: document.referrer } });
  if (view === "product") track("view_item", listed(body));
  if (view === "search" && body.dataset.words) track("search", [], { search_term: body.dataset.words });
  if (view === "category" || view === "search") track("view_item_list", listed(one(".shelf")));
  if (view === "thanks") tellPurchase();
}

function tellPurchase() {
  const order = JSON.parse(sessionStorage.getItem("shop.order") || "null");
  if (!order) return;
  sessionStorage.removeItem("shop.order");
  const line = one("[data-order]");
  line.hidden = false;
  line.querySelector("b").textContent = order.transaction_id;
  track("purchase", order.items, { transaction_id: order.transaction_id, value: order.value, currency: order.currency });
}

// --- the basket ------------------------------------------------------------------------------------------------------------
const refusals = {
  fr: { sold: "Il vient d’être épuisé.", gone: "Cet article n’est plus au catalogue.", offline: "La boutique ne répond pas, réessayez dans un instant.", max: "Il n’en reste pas davantage.", offer: "Ce prix personnel n’est plus valable." },
  en: { sold: "It has just sold out.", gone: "This article has left the catalogue.", offline: "The shop isn’t answering, try again in a moment.", max: "There are no more left.", offer: "This personal price is no longer valid." },
}[language];

// The page's own answer to "add": the widget repeats it, whatever it is.
export async function put(id, offer) {
  let found;
  try {
    found = await product(id);
  } catch {
    return { ok: false, reason: refusals.offline };
  }
  if (!found) return { ok: false, reason: refusals.gone };
  if (found.availability === "out_of_stock") return { ok: false, reason: refusals.sold };
  const had = basket.lines().find((line) => line.id === id)?.quantity || 0;
  if (typeof found.quantity === "number" && had + (offer && had ? 0 : 1) > found.quantity) return { ok: false, reason: refusals.max };
  if (offer) {
    const taken = await takeOffer(offer.code).catch(() => ({ ok: false }));
    if (!taken.ok) return { ok: false, reason: refusals.offer };
    basket.keepOffer(taken.code);
  }
  if (!offer || !had) basket.add(id);
  return { ok: true, product: found };
}

async function addFromPage(button) {
  button.disabled = true;
  const answer = await put(button.dataset.add);
  button.disabled = false;
  one(".outcome").textContent = answer.ok ? `✓ ${button.dataset.done || ""}` : answer.reason;
  if (!answer.ok) return;
  one("[data-after-add]").hidden = false;
  track("add_to_cart", listed(body).map((item) => ({ ...item, quantity: 1 })), { currency: body.dataset.currency });
}

// --- consent ---------------------------------------------------------------------------------------------------------------
const ANSWER = "shop.consent";
function consent() {
  const answer = localStorage.getItem(ANSWER);
  if (answer === "yes") comptoir().setConsent({ personalisation: true, analytics: true });
  one(".consent").hidden = answer !== null;
}
function answerConsent(answer) {
  if (answer === "again") return void ((one(".consent").hidden = false), one(".consent button").focus());
  localStorage.setItem(ANSWER, answer);
  comptoir().setConsent({ personalisation: answer === "yes", analytics: answer === "yes" });
  one(".consent").hidden = true;
  one("main").focus({ preventScroll: true }); // the button that had the focus is gone
}

// --- theme, language, leaving, staying still --------------------------------------------------------------------------------
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
function turnTheme() {
  const now = root.dataset.theme || (dark.matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  localStorage.setItem("shop.theme", root.dataset.theme);
}

function keepLanguage() {
  const chosen = localStorage.getItem("shop.language");
  const address = new URL(location.href);
  if (!chosen || chosen === language || address.searchParams.has("lang")) return false;
  address.searchParams.set("lang", chosen);
  location.replace(address);
  return true;
}

const IDLE_AFTER = 45000;
function watchLeaving() {
  let told = false;
  document.addEventListener("mouseout", (event) => {
    if (told || event.relatedTarget || event.clientY > 8) return;
    told = true;
    track("exit_intent", listed(body));
  });
  let timer;
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(() => track("idle", listed(body)), IDLE_AFTER);
  };
  for (const name of ["pointermove", "keydown", "scroll", "touchstart"]) addEventListener(name, rest, { passive: true });
  rest();
}

function press(event) {
  const target = event.target.closest("[data-ask],[data-consent],[data-add],[data-item],[data-lang],.theme");
  if (!target) return;
  const { ask, consent: answer, add, item, lang } = target.dataset;
  if (ask !== undefined) comptoir().open(ask);
  else if (answer) answerConsent(answer);
  else if (add) addFromPage(target);
  else if (item) track("select_item", listed(target.closest("[data-list]")).filter((one) => one.item_id === item));
  else if (lang) localStorage.setItem("shop.language", lang);
  else turnTheme();
}

if (!keepLanguage()) {
  count();
  document.addEventListener("click", press);
  for (const select of all(".filters select")) select.addEventListener("change", () => select.form.requestSubmit());
  for (const form of all(".filters")) form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
  comptoir().on("add_to_cart", (item) => put(item.item_id, item.offer));
  consent();
  tellView();
  watchLeaving();
  if (body.dataset.view === "basket") drawBasket();
}
