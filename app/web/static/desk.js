// What the server handed over with the page: language, zone, titles and every wording.

export const desk = JSON.parse(document.getElementById("desk").textContent);
export const words = desk.words;

/** Return a sentence with its {places} filled; a place without a value stays as it is. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** Return several things as one phrase in the desk's language. */
export function join(things) {
  return things.join(desk.language === "zh" ? "、" : ", ");
}

/** Return the wording under a name, else the name itself made readable. */
export function say(group, name) {
  return Object.hasOwn(group, name) ? group[name] : name.replaceAll("_", " ");
}
