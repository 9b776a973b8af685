// Light, dark, or as the system is: kept in a cookie so that the next page comes in the right one.

import { find } from "./parts.js";

const YEAR = 365 * 24 * 3600;

/** Make the theme buttons work. */
export function listenForTheme() {
  for (const button of find("themes").children) button.addEventListener("click", () => choose(button));
}

function choose(chosen) {
  const theme = chosen.dataset.themeChoice;
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; SameSite=Strict`;
  for (const button of find("themes").children) button.setAttribute("aria-pressed", String(button === chosen));
}
