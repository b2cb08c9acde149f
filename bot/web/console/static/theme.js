// Before the first paint: the light or dark that this person chose, if they did.
try {
  const chosen = localStorage.getItem("console.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage allowed: the system's choice holds.
}
