// The pieces of the conversation: a message, a card on the shelf, a comparison, quick replies, what was understood.
// Everything that came from outside is a text node; a link is http(s) or it is not a link.
import { html, useEffect } from "./vendor/htm-preact.js";
import { money, need, tag } from "./wording.js";

const DRAWBACK = /^(?:[–—-]\s*|(?:un )?(?:petit )?bémol\s*:?\s*|(?:one )?drawback\s*:?\s*|but\s+|mais\s+)/i;

export function link(url) {
  try {
    const whole = new URL(url, location.href);
    return url && /^https?:$/.test(whole.protocol) ? whole.href : null;
  } catch {
    return null;
  }
}

export function Bubble({ line, core, text, current }) {
  const mine = line.role === "shopper";
  const offered = line.nudge?.offer;
  useEffect(() => core.expose(line), []);
  const who = mine ? text.you : text[line.role] || text.assistant;
  return html`<article class="line ${line.role} ${line.waiting ? "waiting" : ""}" data-id=${line.id} lang=${line.language || undefined}>
    <span class=${line.role === "advisor" ? "by" : "unseen"}>${line.role === "advisor" ? core.state?.advisor || who : `${who} : `}</span>
    ${line.text && html`<p class="said">${line.text}</p>`}
    ${line.products?.length > 0 && html`<ul class="shelf">${line.products.map((card) => html`<li key=${card.item_id}>
      <${Card} card=${card} core=${core} text=${text} language=${line.language} /></li>`)}</ul>`}
    ${offered && !core.offerFor(offered.item_id) && html`<p class="small over">${text.offerOver}</p>`}
    ${line.comparison && html`<${Comparison} table=${line.comparison} core=${core} text=${text} />`}
    ${line.nudge?.why && html`<details class="why"><summary>${offered ? text.offerWhy : text.nudgeWhy}</summary><p>${line.nudge.why}</p></details>`}
    ${current && html`<${Replies} line=${line} core=${core} text=${text} />`}
  </article>`;
}

function Replies({ line, core, text }) {
  const offered = [...(line.quick_replies || [])];
  const no = line.nudge?.dismiss_reply_id;
  if (no && !offered.some((reply) => reply.id === no)) offered.push({ id: no, title: text.no });
  return offered.length > 0 && html`<div class="replies ${line.nudge ? "even" : ""}">${offered.map((reply) => html`<button key=${reply.id}
    onClick=${() => core.say(reply.title, reply.id)}>${reply.title}</button>`)}</div>`;
}

function Card({ card, core, text, language }) {
  const offer = core.offerFor(card.item_id);
  const url = link(card.url);
  const image = link(card.image_url);
  const seen = () => core.track("select_item", { items: [{ item_id: card.item_id }] });
  const against = (reason) => DRAWBACK.test(reason);
  const cons = card.reasons.filter(against);
  const pros = card.reasons.filter((reason) => !against(reason));
  const title = html`<span class="title">${card.title}</span>`;
  return html`<div class="card">
    <div class="top">
      ${image && html`<img src=${image} alt="" width="92" height="92" loading="lazy" />`}
      <div class="facts">
        ${card.brand && html`<span class="brand">${card.brand}</span>`}
        ${url ? html`<a href=${url} onClick=${seen}>${title}</a>` : title}
        <div class="row"><${Price} card=${card} text=${text} language=${language || core.language} offer=${offer} />
          <span class="stock ${card.availability}">${text.availability[card.availability] || card.availability}</span></div>
      </div>
    </div>
    ${offer && html`<${Personal} offer=${offer} text=${text} language=${language || core.language} />`}
    ${pros.length > 0 && html`<div class="reasons"><h3>${text.why}</h3><ul>${pros.map((reason) => html`<li>${reason}</li>`)}</ul></div>`}
    ${cons.map((reason) => html`<p class="drawback"><b>${text.drawback}</b> ${reason.replace(DRAWBACK, "")}</p>`)}
    <${Actions} card=${card} core=${core} text=${text} url=${url} seen=${seen} offer=${offer} />
  </div>`;
}

// The law's label: this price is personal, and what the reduction is reckoned on.
function Personal({ offer, text, language }) {
  const until = new Date(offer.expires_at).toLocaleTimeString(tag(language), { hour: "2-digit", minute: "2-digit" });
  return html`<div class="personal"><p><b>${text.personal}</b> <span class="less">${text.less(offer.percent)}</span></p>
    <p class="small">${text.offerTerms(until)} <span>${text.offerCode} <code>${offer.code}</code></span></p></div>`;
}

// A price as a shelf label shows it: today's large, the one it replaces struck.
function Price({ card, text, language, offer }) {
  const now = offer ? offer.price_after : card.sale_price || card.price;
  const before = offer ? offer.price_before : card.sale_price && card.price;
  return html`<span class="price ${before ? "sale" : ""}">
    <span class="unseen">${offer ? text.personal : text.now} </span><span class="now">${money(now, language, 2)}</span>
    ${before && html`<span class="unseen"> ${offer ? text.lowest : text.was} </span><s>${money(before, language, 2)}</s>`}
  </span>`;
}

function Actions({ card, core, text, url, seen, offer }) {
  const add = offer ? text.addOffer : text.add;
  const status = core.added.get(card.item_id);
  const canAdd = core.handlers.add_to_cart?.length > 0 && card.availability !== "out_of_stock";
  return html`<div class="actions">
    ${canAdd && html`<button class="add ${status === "added" ? "done" : ""}" aria-disabled=${status === "asking"}
      aria-label=${`${status === "added" ? text.added : add}, ${card.title}`} onClick=${() => core.add(card, offer)}>
      ${status === "added" ? `✓ ${text.added}` : status === "asking" ? text.adding : add}</button>`}
    ${url && html`<a class="see" href=${url} onClick=${seen} aria-label=${`${text.view}, ${card.title}`}>${text.view}</a>`}
    ${status?.refused !== undefined && html`<p class="trouble" role="alert">${text.notAdded} ${status.refused}</p>`}
  </div>`;
}

function Comparison({ table, core, text }) {
  const cards = table.item_ids.map((id) => core.products().get(id) || { title: id });
  const names = heads(cards.map((card) => card.title));
  return html`<div class="compared" tabindex="0" role="group" aria-label=${text.compared}><table>
    <thead><tr><td></td>${cards.map(({ url }, at) => html`<th scope="col">${link(url) ? html`<a href=${link(url)}>${names[at]}</a>` : names[at]}</th>`)}</tr></thead>
    <tbody>${table.rows.map((row) => html`<tr><th scope="row">${row.label}</th>
      ${row.values.map((value, index) => html`<td class=${row.best === index ? "best" : ""}>${value}
        ${row.best === index && html`<span class="mark"> ✓<span class="unseen"> ${text.best}</span></span>`}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

// The words that all titles begin or end with would fill a narrow head and tell nothing; two are left in any case.
export function heads(titles) {
  const words = titles.map((title) => title.split(" "));
  const same = (at) => words.every((one) => one.at(at) === words[0].at(at));
  const room = Math.min(...words.map((one) => one.length)) - 2;
  let first = 0;
  let last = 0;
  while (first < room && same(first)) first++;
  while (first + last < room && same(-1 - last)) last++;
  return words.map((one) => one.slice(first, one.length - last).join(" "));
}

export function Typing({ text }) {
  return html`<div class="typing"><span class="unseen">${text.typing}</span><i></i><i></i><i></i></div>`;
}

// What was understood, as chips that can be taken away.
export function Understood({ core, text }) {
  const needs = Object.entries(core.state?.needs || {});
  const inferred = core.state?.inferred || [];
  const currency = [...core.products().values()][0]?.price.currency || "EUR";
  if (!needs.length) return null;
  return html`<ul class="chips" aria-label=${text.understood}>${needs.map(([key, value]) => {
    const said = need(key, value, text, core.language, currency);
    const guessed = inferred.includes(key);
    const title = guessed ? `${text.remove(said)} (${text.guessed})` : text.remove(said);
    return html`<li key=${key} class=${guessed ? "guessed" : ""}><button aria-label=${title} title=${title}
      onClick=${() => core.forget(key)}>${said}<span aria-hidden="true">×</span></button></li>`;
  })}</ul>`;
}


