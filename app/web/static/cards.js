// Draft cards: the reply to send, its meaning, what the check objects to, and what would make it sharper.

import { desk, fill, join, say, words } from "./desk.js";
import { mirrorField } from "./facts.js";
import { showConfidence } from "./message.js";
import { announce, copyPart, cutText, find, make, place, write } from "./parts.js";

const SHOWN = 3;
const BLINK = 1600;
const cards = find("cards");

/** Show the drafts of an answer. The field being filled in keeps the focus where it is still asked for. */
export function showDrafts(answer) {
  const focused = cards.contains(document.activeElement) ? document.activeElement : null;
  const held = focused?.name;
  const cardIndex = focused ? [...cards.children].indexOf(focused.closest(".card")) : -1;
  const asked = new Set();
  cards.replaceChildren(...answer.drafts.slice(0, SHOWN).map((draft, index) => makeCard(draft, index + 1, answer, asked)));
  if (focused) focusAgain(held, cardIndex);
}

/** Show no drafts. */
export function hideDrafts() {
  cards.replaceChildren();
}

/** Dim the drafts while newer ones are under way. */
export function setBusy(busy) {
  cards.setAttribute("aria-busy", String(busy));
}

/** Return whether newer drafts are under way. */
export function isBusy() {
  return cards.getAttribute("aria-busy") === "true";
}

/** Copy draft `number` (from 1); false where there is none. */
export async function copyDraft(number) {
  const card = cards.children[number - 1];
  if (!card) return false;
  const text = place(card, "text");
  try {
    await navigator.clipboard.writeText(text.textContent);
    sayCopied(card, number);
  } catch {
    getSelection().selectAllChildren(text);
    write(card, "copy-word", words.draft.copy_by_hand);
    announce(words.draft.copy_by_hand);
  }
  document.dispatchEvent(new CustomEvent("copied"));
  return true;
}

function sayCopied(card, number) {
  card.classList.add("taken");
  write(card, "copy-word", words.draft.copied);
  const blocked = card.querySelector("mark.block") !== null;
  announce(fill(blocked ? words.draft.said_copied_blocked : words.draft.said_copied, { n: number }));
  setTimeout(() => {
    card.classList.remove("taken");
    write(card, "copy-word", words.draft.copy);
  }, BLINK);
}

function focusAgain(name, cardIndex) {
  const card = cards.children[Math.max(cardIndex, 0)] ?? cards.firstElementChild;
  const same = name && card?.querySelector(`[name="${CSS.escape(name)}"]`);
  (same || card?.querySelector(".missing input, .missing select, button"))?.focus();
}

function makeCard(draft, number, answer, asked) {
  const card = copyPart("card");
  write(card, "key", number);
  write(card, "variant", say(words.draft.variants, draft.variant));
  write(card, "origin", draft.template).title = fill(words.draft.from, { template: draft.template });
  const taken = findMatter(draft, answer);
  if (taken) showConfidence(place(card, "confidence"), taken.score);
  fillTexts(card, draft);
  fillFindings(card, draft);
  fillMissing(card, draft.missing.filter((name) => !asked.has(name)));
  draft.missing.forEach((name) => asked.add(name));
  makeCopyable(card, number);
  return card;
}

// Nothing where another reply to a matter that is sure is offered: how sure that reply is, no number tells.
function findMatter(draft, { intents, candidates }) {
  if (draft.variant !== "guess") return intents[0];
  const isIts = ({ id }) => id === draft.template.split(".")[0];
  return intents.some(isIts) ? undefined : candidates.find(isIts);
}

function fillTexts(card, draft) {
  const text = place(card, "text");
  text.lang = draft.language;
  text.replaceChildren(...cutText(draft.text, draft.findings, (piece, here) => {
    const element = make("mark", piece, here.some(({ severity }) => severity === "block") ? "block" : "warn");
    element.title = here.map((finding) => finding.say[desk.language]).join("\n");
    return element;
  }));
  write(card, "gloss", draft.gloss.text).lang = draft.gloss.language;
}

function fillFindings(card, draft) {
  const list = place(card, "findings");
  list.hidden = !draft.findings.length;
  list.replaceChildren(...draft.findings.map((finding) => {
    const row = copyPart("finding");
    row.classList.add(finding.severity);
    write(row, "severity", words.finding[finding.severity]);
    write(row, "words", Array.from(draft.text).slice(...finding.span).join(""));
    write(row, "say", finding.say[desk.language]);
    write(row, "code", finding.code);
    return row;
  }));
}

// Each fact is asked for once, on the first card that wants it.
function fillMissing(card, missing) {
  const fields = missing.map(mirrorField).filter(Boolean);
  place(card, "missing").hidden = !fields.length;
  place(card, "fields").replaceChildren(...fields);
  const others = missing.filter((name) => !document.querySelector(`#facts [data-fact="${CSS.escape(name)}"]`));
  const things = join(others.map((name) => say(desk.facts, name)));
  write(card, "asked", fill(words.draft.asked, { things })).hidden = !others.length;
}

function makeCopyable(card, number) {
  const button = place(card, "copy");
  button.title = fill(words.draft.key, { n: number });
  button.setAttribute("aria-keyshortcuts", `${number} Alt+${number}`);
  button.addEventListener("click", () => copyDraft(number));
  place(card, "text").addEventListener("click", () => {
    // Words that were just marked by hand are not to be overwritten in the clipboard.
    if (getSelection().isCollapsed) copyDraft(number);
  });
}
