// The form of known facts: what is filled in, whether it can be used, and the same fields inside a card.

import { fill, words } from "./desk.js";
import { find } from "./parts.js";
import { writeInstant } from "./moments.js";

const form = find("facts");
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
const MONEY = /^[0-9]{1,10}(\.[0-9]{1,2})?$/;

// Each reads what stands in a field: a value for the request, or undefined where it cannot be used.
const READERS = {
  line: (raw) => (CONTROL.test(raw) ? undefined : raw),
  money: (raw) => {
    const plain = raw.replace(/^[¥￥$€£]\s*/u, "").replace(/元$/u, "").replaceAll(",", "");
    return MONEY.test(plain) ? plain : undefined;
  },
  currency: (raw) => raw,
  moment: (raw) => {
    const year = Number(raw.slice(0, 4));
    return year >= 2000 && year <= 2099 ? writeInstant(raw) : undefined;
  },
  yes_no: (raw) => raw === "true",
  fault: (raw) => raw,
};

function control(name) {
  return form.querySelector(`[data-fact="${name}"] input, [data-fact="${name}"] select`);
}

/** Return the facts that can be sent; fields that cannot be used are marked and left out. */
export function readFacts() {
  const facts = {};
  for (const field of form.querySelectorAll("[data-fact]")) {
    const input = field.querySelector("input, select");
    const raw = input.value.trim();
    const value = raw ? READERS[field.dataset.kind](raw) : undefined;
    // A date half typed has no value yet, but the browser knows that something stands there.
    showWrong(field, Boolean((raw && value === undefined) || input.validity.badInput));
    if (value !== undefined) facts[field.dataset.fact] = value;
  }
  count(facts);
  return facts;
}

/** Mark a field that the service refused; false where there is no such field. */
export function refuseFact(name) {
  const field = form.querySelector(`[data-fact="${name}"]`);
  if (field) showWrong(field, true);
  return Boolean(field);
}

/** Return the raw contents of the filled fields. */
export function keepFacts() {
  const fields = [...form.querySelectorAll("[data-fact]")];
  const filled = fields.map((field) => [field.dataset.fact, field.querySelector("input, select").value]);
  return Object.fromEntries(filled.filter(([, raw]) => raw));
}

/** Fill the form with raw contents; fields not named become empty. */
export function putFacts(kept) {
  for (const field of form.querySelectorAll("[data-fact]")) {
    field.querySelector("input, select").value = kept[field.dataset.fact] ?? "";
  }
  readFacts();
}

/** Return a copy of a fact's field for another place, or null where the form has none.
 *  What is filled in there goes into the form once the agent leaves the field. */
export function mirrorField(name) {
  const field = form.querySelector(`[data-fact="${name}"]`);
  if (!field) return null;
  const copy = field.cloneNode(true);
  const input = copy.querySelector("input, select");
  input.value = control(name).value;
  input.addEventListener("change", () => {
    control(name).value = input.value;
    control(name).dispatchEvent(new Event("change", { bubbles: true }));
  });
  return copy;
}

function showWrong(field, wrong) {
  field.classList.toggle("wrong", wrong);
  field.querySelector(".field-wrong").hidden = !wrong;
  field.querySelector("input, select").setAttribute("aria-invalid", String(wrong));
  if (wrong) field.closest("details")?.setAttribute("open", "");
}

function count(facts) {
  const total = Object.keys(facts).length;
  find("facts-count").textContent = total ? fill(words.form.filled, { n: total }) : "";
  for (const group of form.querySelectorAll("[data-group]")) {
    const names = [...group.querySelectorAll("[data-fact]")].map((field) => field.dataset.fact);
    group.querySelector("[data-count]").textContent = names.filter((name) => name in facts).length || "";
  }
}
