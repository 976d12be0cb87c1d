/* Makes the form live: what the rules say, and the page beside it, follow as one writes. Everything works without. */
import { takeWhatIsPasted } from "/tema/inklistrat.js";

const PAUSE = 150;
const LONGEST = 2000;
const LATE = 1500;
const ROWS = /^(ny|bort|upp|ned|godta|ta|fil)( |$)/;
let form = document.getElementById("formular");
let waiting = 0;
let late = 0;
let asking = null;
let sent = 0;
let typed = 0;
let touched = false;
let unsafe = false;
let isLeaving = false;
let isSure = false;

const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

/* What is posted: files go only with the button that sends them. */
function posted(button) {
  const data = new FormData(form);
  if (button !== "fil") data.delete("fil som skickas");
  data.set("gör", button);
  data.set("levande", "ja");
  return data;
}

/* What the editor's forms carry now; nothing where it no longer lets one in. */
async function token(signal) {
  const answer = await fetch("/inne", { signal });
  return answer.ok && answer.headers.get("content-type").startsWith("text/plain") ? answer.text() : "";
}

/* An editor that has been started anew knows no form of the old one: the form gets a token of the new, and is sent again. */
async function send(button, signal) {
  const headers = button === "pröva" ? { "x-levande": "ja" } : {};
  const once = () => fetch(form.action, { method: "POST", body: posted(button), headers, signal });
  const answer = await once();
  if (answer.status !== 403) return answer;
  const now = await token(signal);
  if (!now) return answer;
  form.elements.csrf.value = now;
  return once();
}

/* The record's own address leads to what has been typed; one that tells of a save, or of an older version, leads to that. */
function isTyped() {
  touched = true;
  if (/[?&](steg|version)=/.test(location.search)) history.replaceState(null, "", form.action);
}

async function ask(button) {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await send(button, asking.signal);
    if (answer.status === 503) return again(button);
    if (!answer.ok) throw new Error(String(answer.status));
    return await parsed(answer);
  } catch (error) {
    if (error.name === "AbortError") return null;
    isAnswered();
    tellOut(error.message === "403");
    return null;
  }
}

/* What is typed is here alone: the form says so, and how one comes in again without leaving it. */
function tellOut(isRefused) {
  const kept = "Det du har skrivit står kvar här, men det senaste är inte sparat. Stäng inte den här fliken.";
  const isOut = isRefused && form.dataset.login;
  tellUnkept(isOut ? "Du är utloggad." : isRefused ? "Redigeringen släpper inte in dig längre." : "Redigeringen svarar inte.", isOut);
  if (!form.dataset.login) {
    const why = isRefused ? "Redigeringen släpper inte in dig längre." : "Redigeringen svarar inte.";
    tell(`${why} ${kept} Öppna redigeringen igen i en ny flik, som när du började, så går det att fortsätta här.`);
  } else if (!isOut) tell(`Redigeringen svarar inte just nu. ${kept} Vänta en stund och försök igen.`);
  else tell(`Du är inte inloggad längre. ${kept}`).append(" ", wayIn(), ", gå sedan tillbaka hit och fortsätt.");
}

/* The bar is always on the screen, and the notice seldom is: the bar says what is no longer kept, until it is kept again. */
function tellUnkept(why, isOut) {
  const bar = document.getElementById("kvar");
  const [when] = bar.textContent.match(/\d\d\.\d\d/) ?? [];
  bar.textContent = `${why} Det du skrev${when ? ` efter ${when}` : ""} är inte kvar om fliken stängs.`;
  if (isOut) bar.append(" ", wayIn());
}

/* Without the focus, when one comes back from it, the link gives way to what the server says then. */
function wayIn() {
  const link = Object.assign(document.createElement("a"), { href: form.dataset.login, target: "_blank", textContent: "Logga in i en ny flik" });
  link.addEventListener("click", () => link.blur());
  return link;
}

/* A save leads away from the form: it is sent only where the editor lets one in, else what is typed would go with it. */
async function leave(button) {
  if (isLeaving) return;
  isLeaving = true;
  clearTimeout(waiting);
  asking?.abort();
  const now = await token().catch(() => null);
  isLeaving = false;
  if (!now) {
    tellOut(now === "");
    document.getElementById("notiser").scrollIntoView({ block: "center" });
    return;
  }
  form.elements.csrf.value = now;
  touched = unsafe = false;
  isSure = true;
  form.requestSubmit(button);
  isSure = false;
}

/* Where many write at once, what one types is asked about a little later. */
function again(button) {
  if (button === "pröva") waiting = setTimeout(check, LONGEST);
  else tell("Många skriver just nu. Tryck en gång till.", "obs");
  return null;
}

function tell(text, kind = "fel") {
  const notice = document.createElement("p");
  notice.className = `notice ${kind}`;
  notice.textContent = text;
  document.getElementById("notiser").replaceChildren(notice);
  return notice;
}

/* What the server has to say is put in its place; what one writes in is left alone. */
function follow(fresh) {
  for (const one of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(one.id) ?? (one.matches(".told") ? document.createElement("div") : null); // nothing is told of what is there no more
    if (now && one.innerHTML !== now.innerHTML && !one.contains(document.activeElement)) one.innerHTML = now.innerHTML;
    const field = one.dataset.for && document.getElementById(one.dataset.for);
    for (const box of field?.matches("fieldset") ? field.querySelectorAll(":scope > .line > input") : field ? [field] : []) {
      box.toggleAttribute("aria-invalid", false);
      if (one.querySelector(".error")) box.setAttribute("aria-invalid", "true");
    }
  }
  for (const now of fresh.querySelectorAll("details[data-told]")) document.getElementById(now.id)?.setAttribute("open", ""); // what is told of is in it
  show(fresh);
}

/* A link in the page beside leads to another page there: the way back to one's own is shown while it is needed. */
function isAtOwn(frame) {
  try {
    const at = frame.contentWindow.location;
    return at.href === "about:blank" || at.pathname === new URL(frame.src).pathname;
  } catch {
    return false; // an address of somebody else's, which the frame does not show
  }
}

function tellWayBack(frame) {
  document.getElementById("till-egen").hidden = isAtOwn(frame);
}

document.addEventListener("load", (event) => { if (event.target.matches?.("#forhandsvisning iframe")) tellWayBack(event.target); }, true);

/* The page is fetched again only when it has changed, and is left where it was scrolled to. */
function show(fresh) {
  const box = document.getElementById("forhandsvisning");
  const now = fresh.getElementById("forhandsvisning");
  if (box.dataset.liveVersion === now.dataset.liveVersion) return;
  box.dataset.liveVersion = now.dataset.liveVersion;
  const frame = box.querySelector("iframe");
  const next = now.querySelector("iframe");
  if (!frame || !next) { box.replaceChildren(...now.childNodes); isShown(box); return; }
  const place = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => { frame.contentWindow?.scrollTo(0, place); isShown(box); }, { once: true });
  frame.contentWindow.location.replace(next.getAttribute("src"));
}

/* Which of what has been written is on the page beside: for whoever waits for it. */
function isShown(box) {
  box.dataset.shown = box.dataset.liveVersion;
}

/* Where many write at once the answer is a while: that is told beside the page, and nothing of the form. */
function isAsked() {
  late ||= setTimeout(() => { document.getElementById("strax").textContent = "Det du skrev sist visas strax."; }, LATE);
}

function isAnswered() {
  clearTimeout(late);
  late = 0;
  document.getElementById("strax").textContent = "";
}

async function check() {
  const now = typed;
  sent = Date.now();
  isAsked();
  const fresh = await ask("pröva");
  if (!fresh) return;
  isAnswered();
  follow(fresh);
  if (now === typed) isKept(fresh);
}

/* What is typed is in the editor's keeping, unless it says that it can't keep it. */
function isKept(fresh) {
  unsafe = fresh.querySelector("#notiser .fel") !== null;
  delete document.body.dataset.pending;
}

/* After a pause, and now and then while somebody types without one. */
function later() {
  const now = Date.now();
  if (!("pending" in document.body.dataset)) sent = now;
  isTyped();
  unsafe = true;
  typed += 1;
  document.body.dataset.pending = "";
  clearTimeout(waiting);
  waiting = setTimeout(check, Math.max(0, Math.min(PAUSE, sent + LONGEST - now)));
}

/* A row was added, moved or taken away: the form is replaced, and the focus goes to the row or to its list. */
async function press(button) {
  const from = document.activeElement;
  form.inert = true; // what is typed or pressed meanwhile would be of the form that is replaced
  const fresh = await answered(button);
  form.inert = false;
  if (fresh) replaced(button, fresh);
  else from?.focus();
}

async function answered(button) {
  clearTimeout(waiting);
  if (button === "fil") tell("Filen görs i ordning …", "obs");
  const fresh = await ask(button);
  if (fresh) isKept(fresh);
  return fresh;
}

function replaced(button, fresh) {
  isTyped();
  const wrong = button === "fil" && fresh.querySelector("#m-fil .error, #m-filtext .error");
  if (wrong) {
    follow(fresh);
    document.getElementById(wrong.parentElement.dataset.for).focus();
    return;
  }
  const open = new Set([...form.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  follow(fresh);
  form.replaceChildren(...fresh.getElementById("formular").childNodes);
  for (const one of form.querySelectorAll("summary")) if (open.has(one.textContent)) one.parentElement.open = true;
  const [what, name = ""] = button.split(/ (.*)/s);
  const place = goal(what, name);
  place?.focus();
  if (what === "fil" && place?.name === "fritext") atTheEnd(place);
}

takeWhatIsPasted(form);

const FIELDS = "input:not([type=hidden]), textarea, select";
const byId = (name) => document.getElementById(`f-${name.replace(/[\s~]/g, "_")}`);

function goal(what, name) {
  if (what === "godta" || what === "fil") return document.getElementById(`skal-${name.replace(/[\s~]/g, "_")}`) ?? told();
  const [, list, number] = name.match(/^(.*)\.(\d+)$/s) ?? [null, name, ""];
  if (what === "ta") return byId(name)?.matches(FIELDS) ? byId(name) : byId(name)?.querySelector(FIELDS);
  if (what === "upp") return byId(`${list}.${number - 1}`)?.querySelector(FIELDS);
  if (what === "ned") return byId(`${list}.${+number + 1}`)?.querySelector(FIELDS);
  const owner = byId(what === "ny" ? name : list);
  if (what === "ny") return [...owner.querySelectorAll(":scope > fieldset, :scope > .line")].at(-1)?.querySelector(FIELDS);
  return byId(name)?.querySelector(FIELDS) ?? owner?.querySelector(`button[value="ny ${list}"]`);
}

/* A picture is the last line of the free text: that line is shown, and the picture on the page beside. */
function atTheEnd(text) {
  text.setSelectionRange(text.value.length, text.value.length);
  text.scrollTop = text.scrollHeight;
  const frame = document.querySelector("#forhandsvisning iframe");
  frame?.addEventListener("load", () => [...frame.contentDocument.querySelectorAll("main img")].at(-1)?.scrollIntoView({ block: "center" }), { once: true });
}

/* The field that the editor has something to say of; the top of the page where it is none. */
function told() {
  const link = document.querySelector("#notiser a");
  const owner = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!owner) return document.getElementById("innehall");
  return owner.matches(FIELDS) ? owner : [...owner.querySelectorAll(FIELDS)].at(-1);
}

document.addEventListener("input", (event) => {
  if (form.contains(event.target) && event.target.type !== "file") later();
});
document.addEventListener("submit", (event) => {
  if (event.target !== form) return;
  const button = event.submitter?.value ?? "pröva";
  if (button === "pröva") { event.preventDefault(); check(); }
  else if (ROWS.test(button)) { event.preventDefault(); press(button); }
  else if (!isSure) { event.preventDefault(); leave(event.submitter); }
});
/* What was typed last may not have been sent yet. */
addEventListener("pagehide", () => { if (unsafe) fetch(form.action, { method: "POST", body: posted("pröva"), keepalive: true }).catch(() => {}); });
addEventListener("beforeunload", (event) => { if (unsafe) event.preventDefault(); });
/* What is missing from a list may have been added in another tab. */
addEventListener("focus", () => { if (touched && !form.inert) check(); });

isShown(document.getElementById("forhandsvisning"));
document.querySelectorAll("#forhandsvisning iframe").forEach(tellWayBack);

/* On a small screen the form and the page are tabs, each left where it was scrolled to. */
const tabs = document.querySelector(".tabs");
const left = {};
tabs.hidden = false;
document.body.dataset.tab = "skriv";
tabs.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (!tab) return;
  left[document.body.dataset.tab] = scrollY;
  document.body.dataset.tab = tab.dataset.tab;
  for (const one of tabs.querySelectorAll("[data-tab]")) one.setAttribute("aria-pressed", String(one === tab));
  scrollTo(0, left[tab.dataset.tab] ?? 0);
});

/* What was typed before this script had come, or what a browser has put back, is as typed as the rest. */
if ([...form.querySelectorAll("input:not([type=hidden], [type=file]), textarea")].some((box) => box.value !== box.defaultValue)) later();
