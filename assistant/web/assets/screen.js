// What Gradio's page has not: native form fields for where to look, the conversation kept in the browser, links that
// ask. Nothing is put together from text here: turns and records come as HTML that the server has escaped.

import { replied, sending } from "./alive.js";
import { openList } from "./conversations.js";
import * as kept from "./kept.js";
import { calm, closeRecord, openPlace, openRecord } from "./record.js";

const byId = (id) => document.getElementById(id);
const fields = () => [...document.querySelectorAll("[data-filter]")];
const chosen = () => Object.fromEntries(fields().map((field) => [field.dataset.filter, field.value]));
const box = () => document.querySelector("#mb-question textarea");
const saidOf = (element) => JSON.parse(element.closest(".mb-turn").dataset.said);
const present = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value));

const plain = (said) => said.reason || (said.claims ?? []).map((claim) => claim.text).join(" ");

window.minutebook = {
  // What goes along with a question: where to look, and what was said before, should the server have forgotten it.
  asking: (text) => {
    const { id, title, turns } = kept.current();
    const history = turns.filter((said) => said.state !== "unfinished").slice(-10);
    const question = String(text ?? "").trim().slice(0, 2000);
    if (question) {
      kept.save({ id, title, turns, pending: { question, state: "unfinished", ...present(chosen()) } });
      sending();
    }
    return { ...chosen(), history: history.map((said) => ({ q: said.question, a: plain(said) })) };
  },
};

// --- keeping -------------------------------------------------------------------------------------------------------

const places = new Map(); // turns on the page → where they stand in the conversation that is kept
let clearing = false; // the turns that are still on the page belong to the conversation before

function keep() {
  if (!document.querySelector("#mb-chat .mb-turn")) {
    places.clear();
    clearing = false;
  }
  if (clearing) return;
  bringBack();
  for (const turn of document.querySelectorAll("#mb-chat .mb-turn[data-keep]:not(.mb-busy)")) {
    const name = turn.getAttribute("aria-labelledby");
    const held = places.get(name);
    if (held?.said === turn.dataset.said) continue;
    const { pending, ...conversation } = kept.current();
    const at = held?.at ?? conversation.turns.length;
    conversation.turns[at] = JSON.parse(turn.dataset.said);
    places.set(name, { at, said: turn.dataset.said });
    kept.save(conversation);
    replied();
  }
}

// A server that was started again, or had not heard of the page for long, begins its part of the page anew: what it no
// longer shows is drawn from what is kept.
function bringBack() {
  const here = [...document.querySelectorAll("#mb-chat .mb-turn")].map((turn) => turn.getAttribute("aria-labelledby"));
  if (!places.size || !here.length || here.some((name) => places.has(name))) return;
  places.clear();
  restore({ ...kept.current(), pending: null }, false);
}

// Questions to ask next are shown once it is found that the records answer them.
async function offer(ideas) {
  ideas.dataset.asked = "yes";
  const turn = ideas.closest(".mb-turn").getAttribute("aria-labelledby");
  const buttons = [...ideas.querySelectorAll("button")].map((button) => button.textContent);
  const reply = await fetch(new URL("answered", document.baseURI), { method: "POST", body: JSON.stringify(buttons) });
  const known = new Set(reply.ok ? await reply.json() : []);
  const now = document.querySelector(`.mb-turn[aria-labelledby="${turn}"] .mb-next`); // the page may be drawn anew
  if (!now || !known.size) return;
  for (const button of now.querySelectorAll("button")) button.hidden = !known.has(button.textContent);
  now.hidden = false;
}

// What this tab had said before the page was opened; a question whose reply never came is one of it. Taken at once,
// before anybody can ask.
const before = (() => {
  const { pending, ...conversation } = kept.current();
  if (pending) {
    conversation.turns.push(pending);
    kept.save(conversation);
  }
  return conversation;
})();

async function restore(conversation, inView = true) {
  if (!conversation.turns.length) return;
  const reply = await fetch(new URL("turns", document.baseURI), { method: "POST", body: kept.transcript(conversation) });
  if (!reply.ok) return;
  byId("mb-past").innerHTML = await reply.text();
  if (inView) byId("mb-past").lastElementChild?.scrollIntoView({ block: "start" });
}

// --- where to look -------------------------------------------------------------------------------------------------

function narrowCommittees() {
  const council = byId("mb-council").value;
  const committee = byId("mb-committee");
  for (const group of committee.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = Boolean(council) && group.label !== council;
  }
  if (committee.selectedOptions[0]?.closest("optgroup")?.disabled) committee.value = "";
}

function narrow(given) {
  for (const field of fields()) field.value = given[field.dataset.filter] ?? "";
  narrowCommittees();
  drawChips();
}

function drawChips() {
  const set = fields().filter((field) => field.value);
  const chips = set.map((field) => {
    const name = document.querySelector(`label[for="${field.id}"]`).textContent;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = `${name}: ${field.value} ✕`;
    remove.setAttribute("aria-label", `Remove ${name}: ${field.value}`);
    remove.addEventListener("click", () => {
      field.value = "";
      narrowCommittees();
      drawChips();
      field.focus();
    });
    const item = document.createElement("li");
    item.append(remove);
    return item;
  });
  byId("mb-chosen").replaceChildren(...chips);
  byId("mb-chosen").hidden = !chips.length;
  kept.scope.set(present(chosen()));
  kept.carry();
}

// --- asking by a link or a button ----------------------------------------------------------------------------------

function write(question) {
  box().value = question;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  box().focus();
}

function put(question, given) {
  narrow(given);
  write(question);
  setTimeout(() => byId("mb-ask").click(), 50); // once Gradio has taken the text
}

function link(said) {
  const { question, council, committee, date_from, date_to } = said;
  const mine = (said.sources ?? []).some((source) => source.link === openPlace());
  const asked = present({ q: question, council, committee, date_from, date_to, open: mine ? openPlace() : null });
  return `${new URL("./", document.baseURI)}#${new URLSearchParams(asked)}`;
}

function takeLink() {
  const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!asked.q) return false;
  history.replaceState(null, "", location.pathname + location.search); // a reload does not ask again
  kept.start();
  if (/^record\//.test(asked.open ?? "")) openRecord(asked.open);
  put(asked.q.slice(0, 2000), asked);
  return true;
}

const acts = {
  ask: (button, said) => put(button.textContent, present({ ...said, question: null })),
  again: (_, said) => put(said.question, said),
  edit: (_, said) => (narrow(said), write(said.question)),
  link: async (button, said) => {
    const address = link(said);
    try {
      await navigator.clipboard.writeText(address);
      tell(button, "The link is copied. Whoever opens it asks this question of the minutes held then.");
    } catch {
      tell(button, address);
    }
  },
  helpful: (button, said) => rate(button, said, "helpful"),
  unhelpful: (button) => (button.closest(".mb-turn").querySelector(".mb-reasons").hidden = false),
  reason: (button, said) => {
    button.closest(".mb-reasons").hidden = true;
    rate(button, said, button.dataset.reason);
  },
};

function tell(button, text) {
  const turn = button.closest(".mb-turn");
  const told = turn.querySelector(".mb-told") ?? turn.appendChild(document.createElement("p"));
  told.className = "mb-told";
  told.setAttribute("role", "status");
  told.textContent = text;
}

async function rate(button, said, verdict) {
  const links = (said.sources ?? said.nearest ?? []).map((source) => source.link);
  const body = JSON.stringify({ question: said.question, state: said.state, verdict, links });
  const reply = await fetch(new URL("rating", document.baseURI), { method: "POST", body });
  tell(button, await reply.text());
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) acts[button.dataset.do]?.(button, saidOf(button));
  else if (event.target.closest("#mb-earlier")) openList();
  else if (event.target.closest("#mb-clear")) {
    kept.start();
    replied();
    clearing = Boolean(document.querySelector("#mb-chat .mb-turn"));
    byId("mb-past").replaceChildren();
    closeRecord();
    box()?.focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.id === "mb-committee" && event.target.value && !byId("mb-council").value) {
    byId("mb-council").value = event.target.selectedOptions[0].closest("optgroup").label;
  }
  if (event.target.matches("#mb-council, #mb-committee")) narrowCommittees();
  if (event.target.matches("[data-filter]")) drawChips();
});

// --- when the page changes -----------------------------------------------------------------------------------------

let ready = false;
let turns = 0;
let followed = null;
new MutationObserver(() => {
  if (!ready && byId("mb-council") && byId("mb-past") && box()) {
    ready = true;
    markMain();
    narrow(kept.scope.get());
    if (!takeLink()) restore(before);
  }
  keep();
  const ideas = document.querySelector("#mb-chat .mb-turn:last-child:not(.mb-busy) .mb-next[hidden]:not([data-asked])");
  if (ideas) offer(ideas);
  // A new question stays in view while its reply comes; once the reader scrolls, nothing moves by itself.
  const now = document.querySelectorAll("#mb-chat .mb-turn");
  if (now.length > turns) followed = now[now.length - 1];
  turns = now.length;
  if (!followed) return;
  followed.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
  if (!followed.classList.contains("mb-busy")) followed = null;
}).observe(document.body ?? document.documentElement, { childList: true, subtree: true });
for (const scrolled of ["wheel", "touchmove"]) {
  addEventListener(scrolled, () => (followed = null), { passive: true });
}
addEventListener("hashchange", takeLink);

// Gradio takes the whole page for its main part; ours is the conversation and the record, without the banner.
function markMain() {
  document.querySelector("main")?.setAttribute("role", "none");
  byId("mb-main").setAttribute("role", "main");
}

// Gradio sets the page's language to that of its own labels; ours is British English.
const root = document.documentElement;
new MutationObserver(() => {
  if (root.lang !== "en-GB") root.lang = "en-GB";
}).observe(root, { attributeFilter: ["lang"] });
root.lang = "en-GB";
