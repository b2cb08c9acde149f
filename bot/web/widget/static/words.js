// What the widget itself says, in both languages. What the assistant says comes from the server.
const fr = {
  title: "Le comptoir",
  what: "Je suis l’assistant automatique de la boutique",
  panel: "Conseil de la boutique",
  close: "Fermer",
  log: "Conversation",
  you: "Vous",
  advisor: "Conseiller",
  assistant: "Assistant",
  write: "Écrivez ce que vous cherchez…",
  field: "Votre message",
  send: "Envoyer",
  person: "Parler à une personne",
  askPerson: "Je voudrais parler à une personne, s’il vous plaît.",
  understood: "Ce que j’ai compris",
  remove: (what) => `Retirer : ${what}`,
  typing: "L’assistant écrit…",
  wait: "Un instant, la ligne est coupée. Votre message partira dès qu’elle revient.",
  refused: "Ce choix n’est plus proposé. Vous pouvez me le dire avec vos mots.",
  failed: "Cela n’a pas marché. Vous pouvez réessayer.",
  onlyHere: "Sans votre accord, cette conversation disparaît quand vous quittez la page.",
  mute: "Fermer et ne plus proposer pendant cette visite",
  add: "Ajouter au panier",
  adding: "Ajout…",
  added: "Dans votre panier",
  notAdded: "Pas ajouté au panier.",
  view: "Voir la fiche",
  why: "Pourquoi lui",
  drawback: "Un bémol :",
  was: "Prix d’origine",
  now: "Prix actuel",
  nudgeWhy: "Pourquoi ce message",
  no: "Non merci",
  compared: "Comparaison",
  best: "meilleur",
  products: (count) => (count > 1 ? `${count} produits proposés.` : "Un produit proposé."),
  availability: { in_stock: "En stock", out_of_stock: "Épuisé", preorder: "En précommande", backorder: "Sur commande" },
  needs: {
    budget_min: (value) => `dès ${value}`,
    budget_max: (value) => `jusqu’à ${value}`,
    sizes: (value) => `taille ${value}`,
    exclude: (value) => `sans ${value}`,
    for_whom: (value) => `pour ${value}`,
  },
  values: { beginner: "débutant", intermediate: "intermédiaire", expert: "expert", men: "homme", women: "femme", unisex: "mixte", kids: "enfant",
    black: "noir", white: "blanc", grey: "gris", blue: "bleu", green: "vert", red: "rouge", yellow: "jaune", orange: "orange", pink: "rose",
    purple: "violet", brown: "marron", beige: "beige", multicolour: "multicolore", any: "peu importe" },
};

const en = {
  title: "The counter",
  what: "I’m the shop’s automatic assistant",
  panel: "Advice from the shop",
  close: "Close",
  log: "Conversation",
  you: "You",
  advisor: "Advisor",
  assistant: "Assistant",
  write: "Tell me what you’re looking for…",
  field: "Your message",
  send: "Send",
  person: "Talk to a person",
  askPerson: "I’d like to talk to a person, please.",
  understood: "What I understood",
  remove: (what) => `Remove: ${what}`,
  typing: "The assistant is writing…",
  wait: "One moment, the line is down. Your message will go as soon as it’s back.",
  refused: "That choice is no longer offered. You can tell me in your own words.",
  failed: "That didn’t work. You can try again.",
  onlyHere: "Without your agreement, this conversation is gone when you leave the page.",
  mute: "Close, and don’t suggest again during this visit",
  add: "Add to basket",
  adding: "Adding…",
  added: "In your basket",
  notAdded: "Not added to the basket.",
  view: "See the product",
  why: "Why this one",
  drawback: "One drawback:",
  was: "Original price",
  now: "Current price",
  nudgeWhy: "Why this message",
  no: "No, thank you",
  compared: "Comparison",
  best: "best",
  products: (count) => (count > 1 ? `${count} products suggested.` : "One product suggested."),
  availability: { in_stock: "In stock", out_of_stock: "Sold out", preorder: "Pre-order", backorder: "On back-order" },
  needs: {
    budget_min: (value) => `from ${value}`,
    budget_max: (value) => `up to ${value}`,
    sizes: (value) => `size ${value}`,
    exclude: (value) => `no ${value}`,
    for_whom: (value) => `for ${value}`,
  },
  values: { men: "men’s", women: "women’s", kids: "kids’", any: "no preference" },
};

export const words = (language) => (language === "fr" ? fr : en);

export const money = ({ amount, currency }, language) => {
  const whole = Number(amount) % 1 === 0;
  const shape = { style: "currency", currency, minimumFractionDigits: whole ? 0 : 2 };
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", shape).format(Number(amount));
};

// One need as a chip says it: the last step of a category, a budget with its currency, a level in the shopper's language.
export function need(key, value, language, currency) {
  const text = words(language);
  const plain = (one) => {
    if (typeof one === "number") return money({ amount: one, currency }, language);
    return text.values[one] || String(one).split(" > ").pop();
  };
  const said = Array.isArray(value) ? value.map(plain).join(", ") : plain(value);
  return text.needs[key] ? text.needs[key](said) : said;
}
