/* The search page of another language: its own pages first, then the Swedish ones, told as such, by the Swedish words that the
   list on the page ties what is typed to. See plugins/pledges/views/translated/search.py and exports/search_index.py. */
(async () => {
  const STEP = 10;
  const form = document.querySelector("form[data-swedish]");
  const field = form.elements.q;
  const told = document.querySelector(".found");
  const direct = document.querySelector(".direct");
  const own = document.querySelector(".own");
  const swedish = document.querySelector(".swedish");
  const without = document.querySelector(".without");
  const root = new URL(form.dataset.root, location.href).href;
  const [base, page] = root.endsWith("index.html") ? [root.slice(0, -10), "index.html"] : [root, ""];
  const { find, fold } = window.places;
  const split = (text) => fold(text).split(" ").filter(Boolean);
  const ties = [...document.querySelectorAll(".ties li")].flatMap((one) => {
    const [said, meant] = [...one.children].map((part) => part.textContent);
    return said.split(",").map((phrase) => ({ phrase: split(phrase), meant }));
  });
  const files = new Map();
  let engine;
  let swedishEngine;
  let places;
  let turn = 0;
  let pause;

  function make(tag, className, ...content) {
    const one = document.createElement(tag);
    if (className) one.className = className;
    one.append(...content);
    return one;
  }

  const link = (text, href) => Object.assign(make("a", "", text), { href });

  /* The words of an index that begin as this one does; undefined where they can't be had. */
  function load(pattern, word) {
    const address = /^[a-z\d]/.test(word) ? pattern.replace("{}", word[0]) : "";
    if (address && !files.has(address)) {
      files.set(address, fetch(address).then(async (answer) => (answer.ok ? (await answer.json()).ord.split(" ").map(fold) : undefined)).catch(() => undefined));
    }
    return files.get(address);
  }

  /* Whether any page has the word, in this or nearly this form: an index that has it nowhere gives what begins as it does. */
  async function isKnown(pattern, word) {
    const known = await load(pattern, word);
    const begins = word.slice(0, Math.max(4, word.length - 3));
    return !known || known.some((one) => one.startsWith(begins));
  }

  /* drug, drugs; burglary, burglar. */
  const alike = (one, other) => one === other || (Math.min(one.length, other.length) > 3 && Math.abs(one.length - other.length) < 3 && (one.startsWith(other) || other.startsWith(one)));
  const stands = (phrase, typed, at) => phrase.every((one, next) => alike(one, typed[at + next] ?? ""));

  /* The Swedish words for what is typed, the longest phrase first, and the words that are left. */
  function translated(typed) {
    const found = [];
    const rest = [];
    for (let at = 0; at < typed.length; at += 1) {
      const [best] = ties.filter(({ phrase }) => stands(phrase, typed, at)).sort((one, other) => other.phrase.length - one.phrase.length);
      if (best) found.push(best.meant);
      else rest.push(typed[at]);
      at += best ? best.phrase.length - 1 : 0;
    }
    return { found: [...new Set(found)], rest };
  }

  /* A municipality that is named, and the words beside its name. */
  function within(typed, places) {
    for (const place of places) {
      const name = split(place);
      const from = typed.findIndex((_, at) => name.every((one, next) => [one, `${one}s`].includes(typed[at + next])));
      if (from >= 0) return { place, rest: [...typed.slice(0, from), ...typed.slice(from + name.length)] };
    }
    return { rest: typed };
  }

  /* `quote` is put around what only counts as a whole: "break in" is no break, and no in. */
  async function hitsOf(typed, quote = "") {
    const known = await Promise.all(typed.map((one) => isKnown(form.dataset.words, one)));
    return typed.length && known.every(Boolean) ? (await engine.search(`${quote}${typed.join(" ")}${quote}`)).results : [];
  }

  /* The language's own pages: those with what is typed, then those with what means the same. */
  async function ownHits(typed) {
    const { found, rest } = translated(typed);
    const same = found.length === 1 && !rest.length ? ties.filter(({ meant }) => meant === found[0]).map(({ phrase }) => phrase) : [];
    const all = (await Promise.all([hitsOf(typed), ...same.map((phrase) => hitsOf(phrase, '"'))])).flat();
    return [...new Map(all.map((one) => [one.id, one])).values()];
  }

  /* What is found in Swedish, and the question that gives it on the Swedish search page. */
  async function swedishHits(typed) {
    const { place, rest } = within(typed, places);
    const { found, rest: left } = translated(rest);
    const known = await Promise.all(left.map(async (one) => one.length > 3 && (await isKnown(form.dataset.swedishWords, one))));
    const others = left.filter((_, at) => known[at]);
    const query = [...found, ...others].flatMap(split).filter((one) => one.length > 2).join(" ");
    if (!query) return { results: [] };
    const filters = place ? { [form.dataset.places]: [place] } : {};
    const { results } = await swedishEngine.search(query, { filters });
    return { results, query: [...found, ...others].join(" "), place };
  }

  async function hit(result, language) {
    const data = await result.data();
    const way = link(data.meta.title, base + data.raw_url.replace(/^\//, "") + page);
    if (language) Object.assign(way, { hreflang: language });
    const one = make("li", "card", make("h3", "", way), make("p", ""));
    if (language) one.lang = language;
    one.lastChild.innerHTML = data.excerpt; // Pagefind gives it as escaped HTML
    if (data.meta.old) one.lastChild.prepend(make("strong", "", data.meta.old), " ");
    return one;
  }

  async function search() {
    const mine = ++turn;
    const address = new URL(location.href);
    address.search = new URLSearchParams(field.value.trim() ? { q: field.value } : {});
    history.replaceState(null, "", address);
    const typed = split(field.value);
    told.textContent = typed.length ? form.dataset.busy : "";
    const [mineFirst, other, named] = await Promise.all([ownHits(typed), swedishHits(typed), typed.length ? find(form, field.value) : []]);
    const place = other.place ? await find(form, other.place) : [];
    const shown = await Promise.all(mineFirst.slice(0, 2 * STEP).map((one) => hit(one)));
    const shownSwedish = await Promise.all(other.results.slice(0, STEP).map((one) => hit(one, "sv")));
    if (mine !== turn) return;
    const ways = [...named, ...place].filter((one) => one.exact).filter((one, at, all) => all.findIndex(({ href }) => href === one.href) === at);
    direct.replaceChildren(...ways.slice(0, 5).map((one) => Object.assign(make("li", "", link(one.name, one.href), make("span", "note", ` ${one.note}`)), { lang: "sv" })));
    direct.hidden = !ways.length;
    own.replaceChildren(...shown);
    own.hidden = !shown.length;
    swedish.hidden = !shownSwedish.length;
    swedish.querySelector("p").textContent = [other.query, other.place].filter(Boolean).join(", ");
    swedish.querySelector("p").lang = "sv";
    swedish.querySelector("ol").replaceChildren(...shownSwedish);
    const all = new URL(form.dataset.swedishPage, location.href);
    all.search = new URLSearchParams({ q: other.query ?? "", ...(other.place ? { plats: other.place } : {}) });
    swedish.querySelector(".more").replaceChildren(Object.assign(link(`${form.dataset.more} (${other.results.length})`, all.href), { hreflang: "sv" }));
    without.hidden = Boolean(shown.length || shownSwedish.length);
    const counts = form.dataset.told.replace("{}", mineFirst.length).replace("{}", other.results.length);
    told.textContent = !typed.length ? "" : mineFirst.length || other.results.length ? counts : ways.length ? "" : form.dataset.none;
  }

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  try {
    const addresses = [form.dataset.index, form.dataset.swedish].map((one) => new URL(one, location.href));
    [engine, swedishEngine] = await Promise.all(addresses.map((one) => import(one)));
    for (const one of [engine, swedishEngine]) await one.options({ baseUrl: "/" });
    places = Object.keys((await swedishEngine.filters())[form.dataset.places] ?? {});
    await engine.filters();
  } catch {
    told.textContent = form.dataset.failed;
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  });
  await search();
  form.dataset.ready = "";
})();
