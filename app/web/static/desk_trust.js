// What the service sends may be read as markup by htmx's parser, into a document of its own in which nothing runs.
// Nowhere else does text become markup: the page's policy lets no other code decide that.
"use strict";

if (window.trustedTypes) {
  const parsers = ["Document parseHTMLUnsafe", "DOMParser parseFromString"];
  window.trustedTypes.createPolicy("default", {
    createHTML: (markup, _kind, sink) => (parsers.includes(sink) ? markup : null),
  });
}
