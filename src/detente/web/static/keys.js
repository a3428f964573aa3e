// The only script: "/" goes to the search box, j and k to the next and previous line of a list, g
// and then e, p, a, q, k or o to the events, people, actors, statements (quotes), facts (what is
// known) or promises (what is open). The rest is the browser's own: Enter opens what has the focus.
// Pages read completely without it.
"use strict";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

const move = (step) => {
  const rows = Array.from(document.querySelectorAll("a.row"));
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
};

const pages = {
  e: "/events",
  p: "/people",
  a: "/actors",
  q: "/statements",
  k: "/facts",
  o: "/promises",
};
let isAfterG = false;

const goTo = (key) => {
  const page = isAfterG ? pages[key] : undefined;
  isAfterG = key === "g";
  if (page) window.location.assign(page);
  return page !== undefined;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (isTyping(event.target)) return;
  if (goTo(event.key)) return;
  const actions = {
    "/": () => document.getElementById("search")?.focus(),
    j: () => move(1),
    k: () => move(-1),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
