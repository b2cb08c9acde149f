// The basket's page: every price and stock is read again from the shop before it is shown.
import { ask, basket, product, put, takeOffer, track, visitor } from "./shop.js";

const { language, currency } = document.body.dataset;
const part = (name) => document.querySelector(`[data-basket="${name}"]`);
const money = (amount, unit) => {
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", { style: "currency", currency: unit || currency }).format(amount);
};
const priceOf = (found) => Number((found.sale_price || found.price).amount);
const cents = (amount) => Math.round(Number(amount) * 100);
// The article that gets the personal price: the offered one, else the same in another size or colour.
const fitting = (lines, terms) => [terms.item_id, ...terms.variants].find((id) => lines.some((line) => line.id === id));
const hasOffer = (line, offer) => line.found && offer?.on === line.id;
// What a line costs: one piece at the personal price, the others at everyone's.
const costOf = (line, offer) => {
  const pieces = cents(priceOf(line.found)) * line.quantity;
  return (hasOffer(line, offer) ? pieces - cents(priceOf(line.found)) + cents(offer.price_after.amount) : pieces) / 100;
};
const itemsOf = (lines) => lines.filter((line) => line.found).map(({ found, quantity }) => ({ item_id: found.id, price: priceOf(found), quantity }));
const totalOf = (lines, offer) => lines.filter((line) => line.found).reduce((sum, line) => sum + cents(costOf(line, offer)), 0) / 100;

let offer = null;

export async function drawBasket() {
  let lines;
  try {
    const refused = await fromLink();
    lines = await Promise.all(basket.lines().map(async (line) => ({ ...line, found: await product(line.id) })));
    offer = await standingOffer(lines);
    part("refused").hidden = !(refused || (basket.offer() && !offer));
    if (!offer) basket.keepOffer(null);
  } catch {
    part("offline").hidden = false;
    return;
  }
  draw(lines);
  if (lines.length) track("view_cart", itemsOf(lines), { value: totalOf(lines, offer), currency });
  document.querySelector("[data-checkout]").addEventListener("click", (event) => order(lines, event.target));
}

// « /basket?offer=… »: a signed link puts the offered article in the basket at its price. Whether it was refused.
async function fromLink() {
  const address = new URL(location.href);
  const given = address.searchParams.get("offer");
  if (!given) return false;
  address.searchParams.delete("offer");
  history.replaceState(null, "", address);
  const taken = await takeOffer(given);
  return !taken.ok || !(await put(taken.item_id, taken)).ok;
}

async function standingOffer(lines) {
  const code = basket.offer();
  if (!code) return null;
  const taken = await takeOffer(code);
  if (!taken.ok) return null;
  const on = fitting(lines, taken);
  if (on) return { ...taken, on };
  await takeOffer(code, true);
  basket.keepOffer(null);
  return null;
}

function draw(lines) {
  part("empty").hidden = lines.length > 0;
  part("full").hidden = lines.length === 0;
  document.querySelector(".lines").replaceChildren(...lines.map((line) => row(line, lines)));
  part("total").textContent = money(totalOf(lines, offer));
  document.querySelector("[data-checkout]").disabled = itemsOf(lines).length === 0;
}

function row(line, lines) {
  const node = document.getElementById("line").content.firstElementChild.cloneNode(true);
  const { found } = line;
  const title = node.querySelector(".name");
  title.textContent = found?.title || line.id;
  const select = node.querySelector("select");
  if (found) fill(node, title, found);
  else node.querySelector(".trouble").hidden = false;
  const most = Math.max(line.quantity, Math.min(10, found?.quantity ?? 10));
  for (let number = 1; number <= most; number++) select.add(new Option(number, number, false, number === line.quantity));
  select.disabled = !found;
  select.addEventListener("change", () => change(line, Number(select.value), lines));
  node.querySelector(".cost").textContent = found ? money(costOf(line, offer), found.price.currency) : "";
  if (hasOffer(line, offer)) personal(node.querySelector(".personal"), found);
  node.querySelector("button").addEventListener("click", () => change(line, 0, lines));
  return node;
}

// The label the law asks for at the checkout as well: personal, how much, on what, until when, and why.
function personal(box, found) {
  box.hidden = false;
  const until = new Date(offer.expires_at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const said = { price: money(offer.price_after.amount, found.price.currency), prior: money(offer.price_before.amount, found.price.currency), percent: offer.percent, until };
  for (const node of box.querySelectorAll("[data-said]")) node.textContent = node.dataset.said.replace(/\{(\w+)\}/g, (_, key) => said[key]);
}

function fill(node, title, found) {
  const keep = new URLSearchParams(location.search).get("lang");
  title.href = `/product/${encodeURIComponent(found.id)}${keep ? `?lang=${keep}` : ""}`;
  if (found.image_link) node.querySelector("img").src = new URL(found.image_link, location.href).href;
  node.querySelector(".variant").textContent = [found.brand, found.color, found.size].filter(Boolean).join(" · ");
}

function change(line, quantity, lines) {
  const difference = quantity - line.quantity;
  const items = line.found ? [{ item_id: line.id, price: priceOf(line.found), quantity: Math.abs(difference) }] : [];
  line.quantity = quantity;
  const left = lines.filter((other) => other.quantity > 0);
  basket.save(left.map(({ id, quantity: number }) => ({ id, quantity: number })));
  lines.splice(0, lines.length, ...left);
  if (offer) offer = { ...offer, on: fitting(lines, offer) };
  draw(lines);
  if (items.length && difference) track(difference > 0 ? "add_to_cart" : "remove_from_cart", items, { currency });
}

// Unguessable, and short enough to be read out: no letter that looks like a figure.
const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const orderNumber = () => "D-" + Array.from(crypto.getRandomValues(new Uint8Array(10)), (one) => SIGNS[one % SIGNS.length]).join("");

async function order(lines, button) {
  button.disabled = true;
  track("begin_checkout", itemsOf(lines), { value: totalOf(lines, offer), currency });
  const body = { order_id: orderNumber(), lines: lines.filter((line) => line.found).map(({ id, quantity }) => ({ item_id: id, quantity })) };
  if (offer?.on) Object.assign(body, { offer: offer.code, visitor_token: visitor() });
  const placed = await ask("/demo/checkout", body).catch(() => ({ ok: false }));
  if (!placed.ok) return refused(lines, placed);
  const items = placed.items.map((item) => ({ ...item, price: Number(item.price) }));
  const told = { items, value: Number(placed.total.amount), currency, transaction_id: placed.order_id };
  sessionStorage.setItem("shop.order", JSON.stringify(told));
  basket.save([]);
  basket.keepOffer(null);
  setTimeout(() => location.assign(button.dataset.checkout), 250); // lets the event leave first
}

// Nothing was ordered: the price that no longer holds goes, the rest stays as it was.
function refused(lines, placed) {
  document.querySelector("[data-checkout]").disabled = false;
  if (!placed.status) return void (part("offline").hidden = false);
  part("refused").hidden = !offer;
  part("gone").hidden = Boolean(offer);
  offer = null;
  basket.keepOffer(null);
  draw(lines);
}
