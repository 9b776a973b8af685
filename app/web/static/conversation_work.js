// What somebody is at among the drafts, kept while these come anew: the reply that is picked, a field half filled in, the
// draft that is being rejected or edited. A draft is known again by its number, else by its words.

import { announceLoud, findPicked, pickAgain } from "./conversation_cards.js";
import { words } from "./desk.js";
import { find } from "./parts.js";

let picked = null;
let typed = [];
let rejected = null;

/** Remember what is being worked on, before the drafts are put in the place of those there. */
export function rememberWork() {
  picked = describe(findPicked());
  typed = listTyped().map(({ id, value }) => ({ id, value }));
  rejected = find("reject").open ? describe(findCard(find("offers"), askedToReject().value)) : null;
}

/** Go on with it among the new ones; where the reply that was picked is not offered any more, say so if told to. */
export function resumeWork({ tells }) {
  for (const { id, value } of typed) if (find(id)) find(id).value = value;
  const offers = find("offers");
  const rejectedAgain = rejected && findSame(offers, rejected);
  if (rejectedAgain) askedToReject().value = rejectedAgain.dataset.draft;
  if (!picked) return;
  const card = findSame(offers, picked);
  if (card) pickAgain(card, picked.copied);
  else if (tells && offers.querySelector(".card")) announceLoud(words.talk.pick_lost, false);
}

/** Return whether the drafts to come have no place for what is being typed into those there. */
export function wouldLose(coming) {
  const field = document.activeElement;
  if (!listTyped().includes(field)) return false;
  return field.validity.badInput || !coming.querySelector(`#${CSS.escape(field.id)}`);
}

/** Let a reply that is being edited count as one of the newer drafts: the one of the same template, else none. */
export function followEdit(coming) {
  const { draft } = find("editor").elements;
  const card = findCard(find("offers"), draft.value);
  if (!card || !coming.querySelector(".card")) return;
  const origin = readOrigin(card);
  const same = [...coming.querySelectorAll(".card")].find((other) => readOrigin(other) === origin);
  draft.value = same?.dataset.draft ?? "";
}

function describe(card) {
  return card && {
    draft: card.dataset.draft, text: readText(card), copied: card.querySelector("[data-copy-word]").textContent,
  };
}

function listTyped() {
  const fields = [...find("offers").querySelectorAll(".missing input:not([type=hidden])")];
  return fields.filter((field) => field.value !== field.defaultValue || field.validity.badInput);
}

function findSame(offers, { draft, text }) {
  return findCard(offers, draft) ?? [...offers.querySelectorAll(".card")].find((card) => readText(card) === text);
}

function findCard(offers, draft) {
  return offers.querySelector(`.card[data-draft="${CSS.escape(draft)}"]`);
}

function readText(card) {
  return card.querySelector("[data-text]").textContent;
}

function readOrigin(card) {
  return card.querySelector(".origin").textContent + card.querySelector(".variant").textContent;
}

function askedToReject() {
  return find("reject").querySelector("[name=draft]");
}
