// The registers: what is chosen is kept at once, rows are marked and changed together, pictures are pasted and dropped.

import { drawCharts } from "./registers_charts.js";
import { listenForOrders } from "./registers_orders.js";
import { listenForPictures } from "./registers_pictures.js";
import { listenForKeys } from "./desk_keys.js";
import { fill, words } from "./desk.js";
import { listenForPlaces } from "./go.js";
import { find } from "./parts.js";
import { listenForTheme } from "./theme.js";

let here = -1;

function findLines() {
  return [...document.querySelectorAll("[data-line]")];
}

function move(step) {
  const lines = findLines();
  if (!lines.length) return;
  here = Math.min(Math.max(here + step, 0), lines.length - 1);
  const line = lines[here];
  (line.querySelector("[data-line-link]") ?? line.querySelector("input")).focus();
  line.scrollIntoView({ block: "nearest" });
}

function mark() {
  const line = document.activeElement.closest?.("[data-line]") ?? findLines()[here];
  line?.querySelector("input[type=checkbox]")?.click();
}

function startNew() {
  const adder = find("adder");
  if (!adder) return document.querySelector("[data-key=n]")?.click();
  adder.open = true;
  return adder.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function save(event) {
  const form = event.target.closest("[data-save]") ?? document.querySelector("form[data-save]");
  form?.requestSubmit();
}

function tellMarked() {
  const boxes = [...document.querySelectorAll("[name=row]")];
  const marked = boxes.filter((box) => box.checked).length;
  find("marked").textContent = marked ? fill(words.registers.script.marked, { n: marked }) : "";
  find("every").checked = boxes.length > 0 && marked === boxes.length;
  find("every").indeterminate = marked > 0 && marked < boxes.length;
}

function listenForMarks() {
  if (!find("bulk")) return;
  document.addEventListener("change", ({ target }) => {
    if (target.id === "every") for (const box of document.querySelectorAll("[name=row]")) box.checked = target.checked;
    if (target.id === "every" || target.name === "row") tellMarked();
  });
}

// A field that is chosen rather than written is kept when it is left.
function listenForChoices() {
  document.addEventListener("change", ({ target }) => {
    if ("auto" in target.dataset) target.form.requestSubmit();
    if (target.form?.id === "narrowing" && target.type !== "search") target.form.requestSubmit();
  });
}

// What cannot be brought back is asked once more.
function listenForSure() {
  document.addEventListener("submit", (event) => {
    const { sure } = event.target.dataset;
    if (sure && !window.confirm(sure)) event.preventDefault();
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
listenForTheme();
listenForPlaces();
listenForKeys({
  j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), x: mark, n: startNew,
  u: () => document.querySelector("[data-undo]")?.click(), "/": () => find("find")?.focus(), "Ctrl+Enter": save,
}, { "Ctrl+Enter": save });
listenForMarks();
listenForChoices();
listenForSure();
listenForPictures();
listenForOrders();
// On a narrow screen the registers stand in one line that scrolls.
document.querySelector(".sections [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
drawCharts();
