export const tag = (language) => (language === "fr" ? "fr-FR" : "en-IE");

// Amounts and needs as people write them: a price always with its cents, a budget without those it does not have.
export const money = ({ amount, currency }, language, minimumFractionDigits = Number(amount) % 1 === 0 ? 0 : 2) => {
  const shape = { style: "currency", currency, minimumFractionDigits };
  return new Intl.NumberFormat(tag(language), shape).format(Number(amount));
};

// One need as a chip says it: the last step of a category, a budget with its currency, a level in the shopper's language.
export function need(key, value, text, language, currency) {
  const plain = (one) => {
    if (typeof one === "number") return money({ amount: one, currency }, language);
    return text.values[one] || String(one).split(" > ").pop();
  };
  const said = (Array.isArray(value) ? value.map(plain).join(", ") : plain(value)).replaceAll("'", "’");
  return text.needs[key] ? text.needs[key](said) : said;
}
