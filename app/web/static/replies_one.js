// One reply: which platform, with samples or with nothing known, and copying it.

import { words } from "./desk.js";
import { listenForPlaces } from "./go.js";
import { FIELDS } from "./keys.js";
import { announce, find } from "./parts.js";
import { listenForTheme } from "./theme.js";

const BLINK = 1600;
const voices = [...document.querySelectorAll("[data-voice]")];
const sights = [...document.querySelectorAll("[data-sight]")];

function showPlatform(platform) {
  for (const voice of voices) voice.hidden = !voice.dataset.voice.split(" ").includes(platform);
  // The address tells the platform, so that a reload and a copied link show the same.
  const address = new URL(location.href);
  address.searchParams.set("platform", platform);
  history.replaceState(null, "", address);
  for (const link of document.querySelectorAll("a[rel]")) link.search = `platform=${platform}`;
}

function showSight(name) {
  for (const button of sights) button.setAttribute("aria-pressed", String(button.dataset.sight === name));
  for (const side of document.querySelectorAll("[data-sight-of]")) side.hidden = side.dataset.sightOf !== name;
}

function turnSight() {
  showSight(sights.find((button) => button.getAttribute("aria-pressed") === "false")?.dataset.sight);
}

function pick(number, language) {
  const voice = voices.find((one) => !one.hidden);
  const side = voice?.children[number - 1]?.querySelector(`.sides:not([hidden]) [data-text="${language}"]`);
  if (side) copy(side);
}

async function copy(text) {
  const button = text.parentElement.querySelector("[data-copy]");
  try {
    await navigator.clipboard.writeText(text.textContent);
    say(button, words.draft.copied);
    announce(words.replies.said_copied);
  } catch {
    getSelection().selectAllChildren(text);
    say(button, words.draft.copy_by_hand);
    announce(words.draft.copy_by_hand);
  }
}

function say(button, sentence) {
  const word = button.querySelector("[data-word]");
  word.textContent = sentence;
  button.classList.add("done");
  setTimeout(() => {
    word.textContent = words.draft.copy;
    button.classList.remove("done");
  }, BLINK);
}

function turnPage(way) {
  document.querySelector(`[rel="${way}"]`)?.click();
}

const KEYS = {
  s: turnSight, j: () => turnPage("next"), k: () => turnPage("prev"), "?": () => find("keys").showModal(),
};

function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
    if (elsewhere || event.target.closest?.(FIELDS) || find("keys").open) return;
    // By place on the keyboard: with Shift a digit is another character.
    const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code);
    const act = digit ? () => pick(Number(digit[1]), event.shiftKey ? "en" : "zh") : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function listenToPage() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(button.closest(".side").querySelector("[data-text]")));
  }
  for (const button of sights) button.addEventListener("click", () => showSight(button.dataset.sight));
  for (const radio of document.querySelectorAll("[name=platform]")) {
    radio.addEventListener("change", () => showPlatform(radio.value));
  }
  find("show-keys").addEventListener("click", () => find("keys").showModal());
}

listenForTheme();
listenForPlaces();
listenForKeys();
listenToPage();
