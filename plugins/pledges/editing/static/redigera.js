/* Makes the form live: what the rules say, and the page beside it, follow as one writes. Everything works without. */
const PAUSE = 150;
const ROWS = /^(ny|bort|upp|ned|godta|fil)( |$)/;
let form = document.getElementById("formular");
let waiting = 0;
let asking = null;
let touched = "changed" in form.dataset;

const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

/* What is posted: files go only with the button that sends them. */
function posted(button) {
  const data = new FormData(form);
  if (button !== "fil") data.delete("fil som skickas");
  data.set("gör", button);
  return data;
}

async function ask(button) {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.action, { method: "POST", body: posted(button), signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return await parsed(answer);
  } catch (error) {
    if (error.name !== "AbortError") tell("Redigeringen svarar inte. Det du har skrivit står kvar här; öppna den igen med make edit i en ny flik.");
    return null;
  }
}

function tell(text) {
  const notice = document.createElement("p");
  notice.className = "notice fel";
  notice.textContent = text;
  document.getElementById("notiser").replaceChildren(notice);
}

/* What the server has to say is put in its place; what one writes in is left alone. */
function follow(fresh) {
  for (const one of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(one.id);
    if (now && one.innerHTML !== now.innerHTML && !one.contains(document.activeElement)) one.innerHTML = now.innerHTML;
    const field = one.dataset.for && document.getElementById(one.dataset.for);
    if (field) field.toggleAttribute("aria-invalid", false);
    if (field && one.querySelector(".error")) field.setAttribute("aria-invalid", "true");
  }
  show(fresh);
}

/* The page is fetched again only when it has changed, and is left where it was scrolled to. */
function show(fresh) {
  const box = document.getElementById("forhandsvisning");
  const now = fresh.getElementById("forhandsvisning");
  if (box.dataset.liveVersion === now.dataset.liveVersion) return;
  box.dataset.liveVersion = now.dataset.liveVersion;
  const frame = box.querySelector("iframe");
  const next = now.querySelector("iframe");
  if (!frame || !next) { box.replaceChildren(...now.childNodes); return; }
  const place = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => { frame.contentWindow?.scrollTo(0, place); box.dataset.shown = box.dataset.liveVersion; }, { once: true });
  frame.contentWindow.location.replace(next.getAttribute("src"));
}

async function check() {
  const fresh = await ask("pröva");
  if (!fresh) return;
  follow(fresh);
  delete document.body.dataset.pending;
}

function later() {
  touched = true;
  document.body.dataset.pending = "";
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE);
}

/* A row was added, moved or taken away: the form is replaced, and the focus goes to the row or to its list. */
async function press(button) {
  clearTimeout(waiting);
  const fresh = await ask(button);
  if (!fresh) return;
  touched = true;
  const open = new Set([...form.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  follow(fresh);
  form.replaceChildren(...fresh.getElementById("formular").childNodes);
  for (const one of form.querySelectorAll("summary")) if (open.has(one.textContent)) one.parentElement.open = true;
  const [what, name = ""] = button.split(/ (.*)/s);
  goal(what, name)?.focus();
}

const FIELDS = "input:not([type=hidden]), textarea, select";
const byId = (name) => document.getElementById(`f-${name.replace(/[\s~]/g, "_")}`);

function goal(what, name) {
  if (what === "godta" || what === "fil") return document.querySelector("#innehall");
  const [, list, number] = name.match(/^(.*)\.(\d+)$/s) ?? [null, name, ""];
  if (what === "upp") return byId(`${list}.${number - 1}`)?.querySelector(FIELDS);
  if (what === "ned") return byId(`${list}.${+number + 1}`)?.querySelector(FIELDS);
  const owner = byId(what === "ny" ? name : list);
  if (what === "ny") return [...owner.querySelectorAll(":scope > fieldset, :scope > .line")].at(-1)?.querySelector(FIELDS);
  return byId(name)?.querySelector(FIELDS) ?? owner?.querySelector(`button[value="ny ${list}"]`);
}

document.addEventListener("input", (event) => {
  if (form.contains(event.target) && event.target.type !== "file") later();
});
document.addEventListener("submit", (event) => {
  if (event.target !== form) return;
  const button = event.submitter?.value ?? "pröva";
  if (button === "pröva") { event.preventDefault(); check(); }
  else if (ROWS.test(button)) { event.preventDefault(); press(button); }
  else touched = false;
});
addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
/* What is missing from a list may have been added in another tab. */
addEventListener("focus", () => { if (touched) check(); });

const tabs = document.querySelector(".tabs");
tabs.hidden = false;
tabs.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (!tab) return;
  document.body.dataset.tab = tab.dataset.tab;
  for (const one of tabs.querySelectorAll("[data-tab]")) one.setAttribute("aria-pressed", String(one === tab));
});
