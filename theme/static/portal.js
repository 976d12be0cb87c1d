/* Paper can't be unfolded: open what is folded before printing, and fold it again after. */
const opened = new Set();
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details:not([open])")) {
    one.open = true;
    opened.add(one);
  }
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  opened.clear();
});

/* Paper is read later: it says of which day it is. */
const paper = document.querySelector(".paper");
if (paper) paper.append(" ", portal.paper);

/* Who came by a place is led to what names it. Where nothing does, it may lie in any of the parts, whose boundaries are not known
   here: the way to them stands beside, those that share a word with the place by name, and the letter names the place. */
const elsewhere = document.getElementById("annanstans");
const place = elsewhere && new URLSearchParams(location.hash.slice(1)).get("ort");
if (place && elsewhere.dataset.within) {
  elsewhere.textContent = elsewhere.dataset.within.replace("{}", place);
  elsewhere.hidden = false;
} else if (place) {
  const { text, named, alike, answers, all, name, others } = elsewhere.dataset;
  const says = (one, word) => one.parentElement.textContent.toLowerCase().includes(word.toLowerCase());
  const parts = [...document.querySelectorAll("#plats .run a, #plats dd:has(.note) a")];
  const isFirst = (one, at, all) => all.findIndex((other) => other.href === one.href) === at;
  const about = [...parts, ...document.querySelectorAll(".spans h3 a, .pledged a")].filter((one) => says(one, place)).filter(isFirst).slice(0, 4);
  const tell = (told, lead, links) => {
    if (parts.length) links.push(Object.assign(document.createElement("a"), { href: "#plats", textContent: all }));
    const list = Object.assign(document.createElement("ul"), { className: "sources" });
    for (const one of links) {
      const row = document.createElement("li");
      row.append(...[one, one.nextElementSibling].filter((part) => part === one || part?.matches(".note")).map((part) => part.cloneNode(true)));
      list.append(row, " ");
      if (row.children.length > 1) row.insertBefore(document.createTextNode(" "), row.lastChild);
    }
    elsewhere.textContent = told.replaceAll("{}", place);
    elsewhere.append(" ", lead, " ");
    if (links.length) elsewhere.append(list);
    elsewhere.hidden = false;
    document.getElementById("delar")?.remove();
  };
  /* What is nearest by name answers at once, in place of what is said of all the other parts. */
  const answerOf = async (part) => {
    const html = await fetch(part.href).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    const there = new DOMParser().parseFromString(html, "text/html");
    const rows = there.querySelectorAll("#i-korthet > dl:first-of-type > div");
    if (!rows.length) return;
    for (const one of there.querySelectorAll("#i-korthet a")) one.href = new URL(one.getAttribute("href"), part.href).href;
    document.querySelector(".verdict.place > dl").replaceChildren(...rows);
    document.querySelector(".verdict.place").prepend(Object.assign(document.createElement("p"), { className: "quiet", textContent: answers.replace("{}", part.textContent) }));
  };
  /* What one part has promised is no answer to who lives in another: it stands folded under a name of its own. */
  const foldOthers = () => {
    const list = document.querySelector(".verdict.place > dl");
    const folded = document.createElement("details");
    list?.before(folded);
    if (list) folded.append(Object.assign(document.createElement("summary"), { textContent: others }), list);
  };
  if (about.length) {
    tell(named, "", about);
  } else if (!document.querySelector("main").textContent.toLowerCase().includes(place.toLowerCase())) {
    const words = place.toLowerCase().split(/[\s-]+/).filter((one) => one.length > 3 && !name.toLowerCase().startsWith(one));
    const like = parts.filter((one) => words.some((word) => says(one, word)));
    tell(text, like.length ? alike : "", [...like]);
    if (like.length === 1) answerOf(like[0]);
    else if (others) foldOthers();
    const whole = `${place}, ${name}`;
    for (const letter of document.querySelectorAll(".place a[href^='mailto:']")) {
      letter.href = letter.href.replaceAll(encodeURIComponent(name), encodeURIComponent(whole));
    }
    for (const each of document.querySelectorAll(".place .mail span, .place .mail .text")) {
      each.textContent = each.textContent.replaceAll(name, whole);
    }
  }
}
