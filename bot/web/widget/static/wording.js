// Amounts and needs as people write them.
export const money = ({ amount, currency }, language) => {
  const whole = Number(amount) % 1 === 0;
  const shape = { style: "currency", currency, minimumFractionDigits: whole ? 0 : 2 };
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", shape).format(Number(amount));
};

// One need as a chip says it: the last step of a category, a budget with its currency, a level in the shopper's language.
export function need(key, value, text, language, currency) {
  const plain = (one) => {
    if (typeof one === "number") return money({ amount: one, currency }, language);
    return text.values[one] || String(one).split(" > ").pop();
  };
  const said = Array.isArray(value) ? value.map(plain).join(", ") : plain(value);
  return text.needs[key] ? text.needs[key](said) : said;
}
