// Copies of the page's template elements, filled with text only: nothing a buyer wrote becomes markup.

/** Return the element with this id. */
export function find(id) {
  return document.getElementById(id);
}

/** Return a fresh copy of a component. */
export function copyPart(name) {
  return find(`part-${name}`).content.firstElementChild.cloneNode(true);
}

/** Return a named place within a component. */
export function place(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** Write text into a named place and return the place. */
export function write(root, name, text) {
  const target = place(root, name);
  target.textContent = text;
  return target;
}

/** Return an element with a text and a class. */
export function make(tag, text, kind = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

/** Tell a screen reader, and nobody else. */
export function announce(sentence) {
  const said = find("said");
  // The same sentence twice would not be read again.
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = sentence; });
}

/** Return text cut at spans, as nodes; each span becomes what `wrap` returns for the texts that meet there.
 *  Spans count characters, not UTF-16 units. */
export function cutText(text, spans, wrap) {
  const characters = Array.from(text);
  const edges = new Set([0, characters.length]);
  for (const { span } of spans) for (const edge of span) edges.add(Math.min(edge, characters.length));
  const cuts = [...edges].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1];
    const piece = characters.slice(start, end).join("");
    const here = spans.filter(({ span }) => span[0] <= start && end <= span[1]);
    return here.length ? wrap(piece, here) : document.createTextNode(piece);
  });
}
