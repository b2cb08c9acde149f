// The basket's page: every price and stock is read again from the shop before it is shown.
import { basket, product, track } from "./shop.js";

const { language, currency } = document.body.dataset;
const part = (name) => document.querySelector(`[data-basket="${name}"]`);
const money = (amount, unit) => {
  const minimumFractionDigits = amount % 1 === 0 ? 0 : 2;
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", { style: "currency", currency: unit || currency, minimumFractionDigits }).format(amount);
};
const priceOf = (found) => Number((found.sale_price || found.price).amount);
const itemsOf = (lines) => lines.filter((line) => line.found).map(({ found, quantity }) => ({ item_id: found.id, price: priceOf(found), quantity }));
const totalOf = (lines) => Math.round(itemsOf(lines).reduce((sum, item) => sum + item.price * item.quantity * 100, 0)) / 100;

export async function drawBasket() {
  let lines;
  try {
    lines = await Promise.all(basket.lines().map(async (line) => ({ ...line, found: await product(line.id) })));
  } catch {
    part("offline").hidden = false;
    return;
  }
  draw(lines);
  if (lines.length) track("view_cart", itemsOf(lines), { value: totalOf(lines), currency });
  document.querySelector("[data-checkout]").addEventListener("click", (event) => order(lines, event.target.dataset.checkout));
}

function draw(lines) {
  part("empty").hidden = lines.length > 0;
  part("full").hidden = lines.length === 0;
  document.querySelector(".lines").replaceChildren(...lines.map((line) => row(line, lines)));
  part("total").textContent = money(totalOf(lines));
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
  node.querySelector(".cost").textContent = found ? money(priceOf(found) * line.quantity, found.price.currency) : "";
  node.querySelector("button").addEventListener("click", () => change(line, 0, lines));
  return node;
}

function fill(node, title, found) {
  const keep = new URLSearchParams(location.search).get("lang");
  title.href = `/product/${encodeURIComponent(found.id)}${keep ? `?lang=${keep}` : ""}`;
  node.querySelector("img").src = new URL(found.image_link || "data:,", location.href).href;
  node.querySelector(".variant").textContent = [found.brand, found.color, found.size].filter(Boolean).join(" · ");
}

function change(line, quantity, lines) {
  const difference = quantity - line.quantity;
  const items = line.found ? [{ item_id: line.id, price: priceOf(line.found), quantity: Math.abs(difference) }] : [];
  line.quantity = quantity;
  const left = lines.filter((other) => other.quantity > 0);
  basket.save(left.map(({ id, quantity: number }) => ({ id, quantity: number })));
  lines.splice(0, lines.length, ...left);
  draw(lines);
  if (items.length && difference) track(difference > 0 ? "add_to_cart" : "remove_from_cart", items, { currency });
}

function order(lines, thanks) {
  const items = itemsOf(lines);
  const value = totalOf(lines);
  track("begin_checkout", items, { value, currency });
  const transaction_id = `D-${Date.now().toString(36).toUpperCase()}`;
  sessionStorage.setItem("shop.order", JSON.stringify({ items, value, currency, transaction_id }));
  basket.save([]);
  setTimeout(() => location.assign(thanks), 250); // lets the event leave first
}
