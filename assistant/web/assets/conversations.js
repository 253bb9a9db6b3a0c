// The list of earlier conversations: open one again, give it a name, save it as a file, delete it.

import * as kept from "./kept.js";

const FORMS = { Word: "docx", Markdown: "md", "web page": "html" };
let dialog = null;

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function button(text, act, label = text) {
  const made = make("button", text, { type: "button", class: "mb-button mb-small", "aria-label": label });
  made.addEventListener("click", act);
  return made;
}

export function openList() {
  dialog?.remove();
  dialog = make("dialog", "", { class: "mb-dialog", "aria-labelledby": "mb-dialog-title" });
  document.body.append(dialog);
  fill();
  dialog.showModal();
}

function fill() {
  const conversations = kept.all();
  const head = make("div", "", { class: "mb-dialog-head" });
  head.append(make("h2", "Earlier conversations", { id: "mb-dialog-title" }), button("Close", () => dialog.close()));
  const told = conversations.length
    ? "They are kept in this browser only. On a computer that others use, delete them when you are done."
    : "None is kept yet. What you ask is kept in this browser only, until you delete it.";
  const list = make("ul", "", { class: "mb-list" });
  list.append(...conversations.map(entry));
  dialog.replaceChildren(head, make("p", told), list);
  if (conversations.length > 1) dialog.append(button("Delete all", deleteAll));
}

function entry(one) {
  const item = make("li", "");
  const when = new Date(one.when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const many = one.turns.length === 1 ? "1 question" : `${one.turns.length} questions`;
  const tools = make("div", "", { class: "mb-tools" });
  tools.append(
    button("Open", () => (kept.choose(one.id), location.reload()), `Open: ${one.title}`),
    button("Rename", () => rename(one, item), `Rename: ${one.title}`),
    ...Object.entries(FORMS).map(([name, form]) =>
      button(`Save as ${name}`, () => saveFile(one, form), `Save as ${name}: ${one.title}`),
    ),
    button("Delete", () => (kept.remove(one.id), fill(), dialog.querySelector("button").focus()), `Delete: ${one.title}`),
  );
  item.append(make("strong", one.title), make("span", `${when}, ${many}`, { class: "mb-where" }), tools);
  return item;
}

function rename(one, item) {
  const form = make("form", "", { class: "mb-rename" });
  const label = make("label", "New name ");
  const input = make("input", "", { maxlength: "120", required: "" });
  input.value = one.title;
  label.append(input);
  form.append(label, make("button", "Save name", { class: "mb-button mb-small" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = kept.get(one.id) ?? one; // a reply may have come since the list was drawn
    kept.save({ ...now, title: input.value.trim() || one.title });
    fill();
    dialog.querySelector("button").focus();
  });
  item.append(form);
  input.focus();
}

function deleteAll() {
  if (!confirm("Delete every conversation that this browser keeps?")) return;
  for (const one of kept.all()) kept.remove(one.id);
  fill();
}

async function saveFile(one, form) {
  const body = kept.transcript(kept.get(one.id) ?? one);
  const reply = await fetch(new URL(`export/${form}`, document.baseURI), { method: "POST", body });
  if (!reply.ok) {
    alert(await reply.text());
    return;
  }
  const link = make("a", "", { download: `${one.title.replace(/[^\p{L}\p{N} -]+/gu, "").slice(0, 60) || "minutes"}.${form}` });
  link.href = URL.createObjectURL(await reply.blob());
  link.click();
  URL.revokeObjectURL(link.href);
}
