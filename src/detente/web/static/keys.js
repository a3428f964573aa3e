// The only script: "/" goes to the search box, j and k to the next and previous line of a list, g
// and then e, p, a, q, k, o or r to the events, people, actors, statements (quotes), facts (what is
// known), promises (what is open) or the review; there s and d judge a pair. The rest is the browser's own: Enter opens what has the focus.
// Pages read completely without it.
"use strict";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

const move = (step) => {
  const rows = Array.from(document.querySelectorAll("a.row, .pair"));
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
};

// A button that says which key presses it: in the pair that has the focus, else in the first one.
const press = (key) => {
  const named = (within) =>
    Array.from(within?.querySelectorAll("button[data-key]") ?? []).find(
      (button) => button.dataset.key === key,
    );
  const button = named(document.activeElement?.closest(".pair")) ?? named(document);
  return button && (() => button.click());
};

const pages = {
  e: "/events",
  p: "/people",
  a: "/actors",
  q: "/statements",
  k: "/facts",
  o: "/promises",
  r: "/review",
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
  const action = actions[event.key] ?? press(event.key);
  if (!action) return;
  event.preventDefault();
  action();
});
