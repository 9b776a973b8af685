// Walking through the queue with the keyboard.

/** Return the links of the rows that are shown. */
export function listRows() {
  return [...document.querySelectorAll("#rows .wait-link")];
}

/** Move the focus by so many rows; from outside of them, to the first. */
export function moveInQueue(step) {
  const rows = listRows();
  const place = rows.indexOf(document.activeElement);
  const next = rows[place < 0 ? 0 : Math.min(Math.max(place + step, 0), rows.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** Return the link of the row that stands so many places from conversation `number`; undefined where there is none.
 *  From a conversation that is not in the queue any more, the first one is next. */
export function findNeighbour(number, step) {
  const rows = listRows();
  const place = rows.findIndex((row) => row.id === `row-${number}`);
  return place < 0 ? rows[0] : rows[place + step];
}

/** Keep the place among the rows where these come anew and the row one was at has gone: the one that follows is next. */
export function keepPlace() {
  let place = -1;
  document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
    if (target.id === "rows") place = listRows().indexOf(document.activeElement);
  });
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
    if (target.id !== "rows" || place < 0 || document.activeElement !== document.body) return;
    const rows = listRows();
    // A row that has only moved is found again by htmx.
    rows[Math.min(place, rows.length - 1)]?.focus({ preventScroll: true });
  });
}

/** Go to the search box. */
export function goToSearch() {
  const box = document.getElementById("find");
  box.focus();
  box.select();
}
