// The pages of people work without a script; this adds the theme, the keys and copying what is shown once.

import { listenForPlaces } from "./go.js";
import { FIELDS } from "./keys.js";
import { announce, find } from "./parts.js";
import { listenForTheme } from "./theme.js";

function listenForHelp() {
  find("show-keys")?.addEventListener("click", () => find("keys").showModal());
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
    if (elsewhere || event.key !== "?" || find("keys").open || event.target.closest?.(FIELDS)) return;
    event.preventDefault();
    find("keys").showModal();
  });
}

async function copy(button) {
  const secret = find(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(secret.textContent);
    button.lastElementChild.textContent = button.dataset.done;
    announce(button.dataset.done);
  } catch {
    // Over plain http browsers refuse to copy: what is selected can be copied by hand.
    getSelection().selectAllChildren(secret);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
listenForTheme();
listenForPlaces();
listenForHelp();
