/* The search page: Pagefind's index, found words marked, narrowed by place, theme, status, year and kind.
   The address follows what is searched for, so that a search can be sent to somebody. See plugins/pledges/exports/search_index.py. */
(async () => {
  const STEP = 10;
  const form = document.querySelector("form[data-index]");
  const words = form.elements.q;
  const choices = [...form.querySelectorAll("select")];
  const told = document.querySelector(".found");
  const direct = document.querySelector(".direct");
  const hits = document.querySelector(".hits");
  const more = document.querySelector(".more");
  const root = new URL(form.dataset.root, location.href).href;
  const [base, page] = root.endsWith("index.html") ? [root.slice(0, -10), "index.html"] : [root, ""];
  let engine;
  let known;
  let results = [];
  let turn = 0;
  let pause;

  function make(tag, className, ...content) {
    const one = document.createElement(tag);
    if (className) one.className = className;
    one.append(...content);
    return one;
  }

  function link(text, href) {
    const one = make("a", "", text);
    one.href = href;
    return one;
  }

  /* Pagefind gives its excerpts as escaped HTML, with <mark> round what was found. */
  function excerpt(data) {
    const one = make("p", "");
    one.innerHTML = data.excerpt;
    return one;
  }

  /* Löfte · Luleå · 2017–2018 · Avslutat */
  function facts(data) {
    const [places, , status, years, kind] = choices.map((one) => data.filters[one.dataset.filter] ?? []);
    const time = [...years].sort();
    const span = time.length > 1 ? [`${time[0]}–${time.at(-1)}`] : time;
    return [...kind, ...places, ...span, ...status].join(" · ");
  }

  function hit(data) {
    const heading = make("h2", "", link(data.meta.title, base + data.raw_url.replace(/^\//, "") + page));
    return make("li", "card", heading, make("p", "quiet", facts(data)), excerpt(data));
  }

  async function add() {
    const mine = turn;
    const from = hits.children.length;
    const found = await Promise.all(results.slice(from, from + STEP).map((one) => one.data()));
    if (mine !== turn) return;
    hits.append(...found.map(hit));
    hits.hidden = hits.children.length === 0;
    more.hidden = hits.children.length >= results.length;
    return hits.children[from];
  }

  function offer(choice, counts) {
    const [all] = choice.options;
    const sorted = Object.entries(counts ?? {}).filter(([value, count]) => count || value === choice.value);
    sorted.sort(([one], [other]) => (/^\d/.test(one) ? other.localeCompare(one) : one.localeCompare(other, "sv")));
    const kept = choice.value;
    choice.replaceChildren(all, ...sorted.map(([value, count]) => new Option(`${value} (${count})`, value)));
    choice.value = kept;
  }

  function remember() {
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(null, "", address);
  }

  async function lead() {
    const mine = turn;
    const places = words.value.trim() ? (await window.findPlace(form, words.value)).filter((one) => one.exact) : [];
    if (mine !== turn) return;
    direct.replaceChildren(...places.slice(0, 5).map((one) => make("li", "", link(one.name, one.href), make("span", "note", ` ${one.note}`))));
    direct.hidden = places.length === 0;
    return places.length;
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* Where no page has a word, Pagefind gives the pages that have some of its first letters. A word's ending may differ. */
  function holds(data, asked) {
    const text = plain(`${data.meta.title} ${data.content}`);
    const stems = (plain(asked).match(/[\p{L}\p{N}]+/gu) ?? []).map((one) =>
      one.length < 5 ? one : one.slice(0, one.length - Math.ceil(one.length / 3)),
    );
    return stems.every((one) => text.includes(one));
  }

  async function matching(asked, filters) {
    const answer = await engine.search(asked || null, { filters });
    const first = await Promise.all(answer.results.slice(0, asked ? STEP : 0).map((one) => one.data()));
    return first.length && !first.some((one) => holds(one, asked)) ? { results: [], totalFilters: {} } : answer;
  }

  async function search() {
    const mine = ++turn;
    remember();
    const filters = Object.fromEntries(choices.filter((one) => one.value).map((one) => [one.dataset.filter, [one.value]]));
    const asked = words.value.trim() || Object.keys(filters).length > 0;
    if (asked) told.textContent = form.dataset.busy;
    const [places, answer] = await Promise.all([lead(), matching(words.value.trim(), filters)]);
    if (mine !== turn) return;
    const counts = words.value.trim() ? answer.totalFilters : known;
    choices.forEach((one) => offer(one, counts[one.dataset.filter]));
    results = asked ? answer.results : [];
    hits.replaceChildren();
    const some = results.length === 1 ? form.dataset.one : form.dataset.some.replace("{}", results.length);
    told.textContent = !asked ? "" : results.length ? some : places ? form.dataset.place : form.dataset.none;
    await add();
  }

  function soon() {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  }

  const asked = new URLSearchParams(location.search);
  words.value = asked.get("q") ?? "";
  try {
    engine = await import(new URL(form.dataset.index, location.href));
    await engine.options({ baseUrl: "/", ranking: { metaWeights: { ord: 0.5 } } });
    known = await engine.filters();
    choices.forEach((one) => {
      offer(one, known[one.dataset.filter]);
      one.value = asked.get(one.name) ?? "";
      if (one.selectedIndex < 0) one.value = "";
    });
  } catch {
    told.textContent = form.dataset.failed;
    return;
  }
  form.querySelector("fieldset").hidden = false;
  document.querySelector(".without").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });
  words.addEventListener("input", soon);
  choices.forEach((one) => one.addEventListener("change", search));
  more.querySelector("button").addEventListener("click", async () => (await add())?.querySelector("a").focus());
  search();
})();
