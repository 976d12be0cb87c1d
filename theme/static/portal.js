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

/* Who came by a place that the page doesn't mention is told that it may lie in any of the parts: their boundaries are not known here.
   The way to the parts stands beside, those that share a word with the place by name. The letter names the place. */
const elsewhere = document.getElementById("annanstans");
if (elsewhere) {
  const place = new URLSearchParams(location.hash.slice(1)).get("ort");
  const text = document.querySelector("main").textContent.toLowerCase();
  if (place && !text.includes(place.toLowerCase())) {
    elsewhere.textContent = elsewhere.dataset.text.replace("{}", place);
    const words = place.toLowerCase().split(/[\s-]+/).filter((one) => one.length > 3 && !elsewhere.dataset.name.toLowerCase().startsWith(one));
    const parts = [...document.querySelectorAll("#plats .run a, #plats dd:has(.note) a")];
    const alike = parts.filter((one) => words.some((word) => one.parentElement.textContent.toLowerCase().includes(word)));
    const all = Object.assign(document.createElement("a"), { href: "#plats", textContent: elsewhere.dataset.all });
    const links = [...alike.map((one) => one.cloneNode(true)), all];
    if (parts.length) elsewhere.append(" ", alike.length ? `${elsewhere.dataset.alike} ` : "", ...links.flatMap((one, at) => [at ? " · " : "", one]));
    elsewhere.hidden = false;
    document.getElementById("delar")?.remove();
    const whole = elsewhere.dataset.name;
    const named = `${place}, ${whole}`;
    for (const letter of document.querySelectorAll(".place a[href^='mailto:']")) {
      letter.href = letter.href.replaceAll(encodeURIComponent(whole), encodeURIComponent(named));
    }
    for (const text of document.querySelectorAll(".place .mail span, .place .mail .text")) {
      text.textContent = text.textContent.replaceAll(whole, named);
    }
  }
}
