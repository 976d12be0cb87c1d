/* The search page: Pagefind's index, found words marked, pledges first, narrowed by place, theme, status, year and kind.
   What no page has is not searched for; what is spelt most like it is suggested. The address follows what is searched
   for, so that a search can be sent to somebody. See plugins/pledges/exports/search_index.py and search_words_known.py. */
(async () => {
  const STEP = 10;
  const form = document.querySelector("form[data-index]");
  const words = form.elements.q;
  const choices = [...form.querySelectorAll("select")];
  const told = document.querySelector(".found");
  const guess = document.querySelector(".guess");
  const narrow = form.querySelector("details");
  const labels = form.querySelectorAll("label[data-about]");
  const direct = document.querySelector(".direct");
  const aside = document.querySelector(".aside");
  const hits = document.querySelector(".hits");
  const more = document.querySelector(".more");
  const without = document.querySelector(".without");
  const root = new URL(form.dataset.root, location.href).href;
  const [base, page] = root.endsWith("index.html") ? [root.slice(0, -10), "index.html"] : [root, ""];
  const { find, near, nearest, fold } = window.places;
  const { isSmall, read } = window.question;
  const lower = (text) => text.toLowerCase().normalize("NFC");
  const kinds = JSON.parse(form.dataset.kinds);
  const [THEME, OUTCOME, YEAR, KIND, COUNTY, STATUS] = ["amne", "atgarder", "ar", "typ", "lan", "status"].map((one) => form.elements[one].dataset.filter);
  const TIME = form.dataset.time;
  const files = new Map();
  let engine;
  let known;
  let results = [];
  let turn = 0;
  let lost = "";
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

  /* Löfte · Luleå · 2017–2018 · Redovisat */
  function facts(data) {
    const [kind, places, years, status] = ["typ", "plats", "ar", "status"].map((one) => data.filters[form.elements[one].dataset.filter] ?? []);
    const time = [...years].sort();
    const span = time.length > 1 ? [`${time[0]}–${time.at(-1)}`] : time;
    const unsure = data.filters[TIME] ?? [];
    const nuance = [...status].sort((one, other) => other.length - one.length).slice(0, 1);
    return [...kind, ...places, ...(unsure.length ? unsure : span), ...nuance].join(" · ");
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
    const kept = choice.value;
    const sorted = Object.entries({ [kept]: 0, ...counts }).filter(([value, count]) => value && (count || value === kept));
    sorted.sort(([one], [other]) => (/^\d/.test(one) ? other.localeCompare(one) : one.localeCompare(other, "sv")));
    choice.replaceChildren(all, ...sorted.map(([value, count]) => new Option(`${value} (${count})`, value)));
    choice.value = kept;
  }

  function remember() {
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(null, "", address);
  }

  /* What is led to before the hits: lists that answer, and places. Gives how many places. */
  async function lead(ways) {
    const mine = turn;
    const places = words.value.trim() ? (await find(form, words.value)).filter((one) => one.exact) : [];
    if (mine !== turn) return;
    const listed = await list();
    if (mine !== turn) return;
    direct.replaceChildren(...ways, ...listed, ...places.slice(0, 5).map(placed));
    direct.hidden = direct.children.length === 0;
    return places.length;
  }

  function placed(one) {
    return make("li", "", link(one.name, one.href), make("span", "note", ` ${one.note}`));
  }

  /* The page that has all pledges about a theme in a county, where both are chosen and there are any. */
  async function list() {
    const [theme, county] = [form.elements.amne, form.elements.lan].map((one) => one.value);
    const address = JSON.parse(form.dataset.themes)[theme];
    if (!address || !county) return [];
    const filters = { [THEME]: [theme], [form.elements.lan.dataset.filter]: [county], [form.elements.typ.dataset.filter]: [form.dataset.first] };
    const { results } = await engine.search(null, { filters });
    const text = form.dataset.listed.replace("{}", theme).replace("{}", county);
    return results.length ? [make("li", "", link(text, `${base}${address}${fold(county).replaceAll(" ", "-")}/${page}`))] : [];
  }

  /* The page of the place that is named among other words, and what is nearest to them there: its theme. */
  async function about(named, theme, filters) {
    const [first] = (await find(form, named.place)).filter((one) => one.exact);
    const there = theme && (await ask("", { ...filters, [named.filter]: [named.place], [THEME]: [theme] }));
    const narrowed = new URL(location.href);
    const choice = choices.find((one) => one.dataset.filter === named.filter);
    narrowed.search = new URLSearchParams({ [choice.name]: named.place, amne: theme ?? "" });
    const count = there?.results.length;
    const text = count && fill(count === 1 ? form.dataset.themeOne : form.dataset.theme, theme, named.place, count);
    return [...(text ? [make("li", "", link(text, narrowed.href))] : []), ...(first ? [placed(first)] : [])];
  }

  const fill = (text, ...values) => values.reduce((filled, one) => filled.replace("{}", one), text);
  const way = (text, address) => make("li", "", link(text, base + address + page));

  /* The words that begin as this one does, or undefined where they can't be had. */
  function load(word) {
    const key = /^[a-z\d]/.test(word) ? word[0] : "";
    if (key && !files.has(key)) {
      files.set(key, fetch(form.dataset.words.replace("{}", key)).then(async (answer) => (answer.ok ? prepare(await answer.json()) : undefined)).catch(() => undefined));
    }
    return key ? files.get(key) : prepare({ regler: [], ord: "", lika: {}, samma: {} });
  }

  function prepare({ regler, ord, lika, samma }) {
    const rules = regler.map((one) => new RegExp(one));
    const cut = (word, rule) => word.replace(rule, (...found) => found.slice(1, -2).join(""));
    const stem = (word) => fold(rules.reduce(cut, lower(word)));
    const known = new Map([...ord.split(" ").filter(Boolean), ...Object.keys(lika)].map((one) => [fold(one), one]));
    return { known, lika, samma, stem, stems: new Map([...known.values()].reverse().map((one) => [stem(one), one])) };
  }

  /* What a word is searched for as: as it is where a page has it, or a word that begins so; as another form of the same
     word, or one that means the same; undefined where there is none. */
  function inPlaceOf(typed, { known, lika, stem, stems }) {
    const word = fold(typed);
    const there = known.get(word) ?? [...known.keys()].find((one) => one.startsWith(word));
    const other = there ? undefined : stems.get(stem(typed));
    return lika[lower(other ?? known.get(word) ?? "")] ?? other ?? (there && typed);
  }

  /* What a compound is of, where its first part is a word here too: a gångtunnel is a tunnel, so tunnlar. What prevents
     (förebyggande) says nothing without what is prevented, so that is searched for with it. */
  async function lastPart(typed, { known }) {
    const word = lower(typed);
    for (let cut = 3; cut <= word.length - 6; cut += 1) {
      const [head, tail] = [fold(word.slice(0, cut)), word.slice(cut)];
      const heads = [head, head.replace(/[seoua]$/, ""), `${head}a`, `${head}e`];
      const first = heads.findLast((one) => one.length > 2 && known.has(one));
      if (!first) continue;
      const file = await load(fold(tail));
      const part = file && inPlaceOf(tail, file);
      if (part) return /[ae]nde$/.test(part) ? `${known.get(first)} ${part}` : part;
    }
  }

  /* How a word that is typed is searched for: by itself; not at all, with a guess; by its last part, where there is none. */
  async function understand(typed) {
    const word = fold(typed);
    const file = await load(word);
    if (!file) return { typed, word: typed };
    const own = inPlaceOf(typed, file);
    if (own) return { typed, word: own, too: file.samma[lower(own)] };
    const guess = file.known.get(nearest(word, file.known.keys()));
    return guess ? { typed, guess } : { typed, word: await lastPart(typed, file) };
  }

  const asWords = /[\p{L}\p{N}]+/gu;

  /* A municipality or a county that is named among other words narrows the search to it: { filter, place, rest }. A
     municipality comes first, unless "län" follows, and one that has the letters as they are typed: Håbo is not Habo. */
  function within(asked, filters) {
    const typed = asked.match(asWords) ?? [];
    const folded = typed.map(fold);
    for (const choice of [form.elements.plats, form.elements.lan]) {
      const isCounty = choice === form.elements.lan;
      const places = filters[choice.dataset.filter] ? [] : Object.keys(known[choice.dataset.filter] ?? {});
      const asWritten = places.filter((one) => lower(asked).includes(lower(one)));
      for (const place of [...asWritten, ...places]) {
        const name = fold(place).replace(isCounty ? /s? lan$/ : "", "").split(" ");
        const from = folded.findIndex((_, at) => name.every((one, next) => [one, `${one}s`].includes(folded[at + next])));
        const after = folded[from + name.length] ?? "";
        const isNamed = (isCounty ? /^lan$/ : /^(kommun(en)?|stad)$/).test(after);
        const to = from + name.length + (isNamed ? 1 : 0);
        const before = folded[from - 1] === "i" ? from - 1 : from;
        if (from < 0 || to - before === typed.length || (!isCounty && after === "lan")) continue;
        return { filter: choice.dataset.filter, place, rest: [...typed.slice(0, before), ...typed.slice(to)].join(" ") };
      }
    }
  }

  /* What the portal has a page of its own about comes before the pledges: what the law demands, how a fault is told of. Each
     has the words that such a question is made of and nothing else. */
  function ownPages(asked) {
    const typed = (asked.match(asWords) ?? []).filter((one) => !isSmall(one)).map(fold);
    const about = JSON.parse(form.dataset.own ?? "[]").filter(([of]) => typed.length && typed.every((one) => fold(of).split(" ").includes(one)));
    return about.map(([, address, title]) => way(title, address));
  }

  /* What is asked, within the place that it names. Where the place gives nothing that is said, with what is nearest there
     and what there is about it elsewhere. */
  async function answer(asked, filters) {
    const named = within(asked, filters);
    const { rest, year, undone } = read((named ? named.rest : asked).match(asWords) ?? []);
    if (undone !== undefined && !rest.length) return outcomes(undone, { named, year, filters });
    const scope = named ? { ...filters, [named.filter]: [named.place] } : filters;
    const inYear = year && !rest.length ? await ofYear(year, { named, filters, scope }) : undefined;
    if (inYear) return inYear;
    const there = named && (await (year && rest.length ? lookInYear(year, { rest: rest.join(" "), whole: named.rest, scope }) : look(named.rest, scope)));
    if (there?.results.length) return { ...there, place: named.place };
    if (!named) return { ...(await look(asked, filters)), ways: ownPages(asked) };
    if (there.missing) return { ...(await look(asked, filters)), named };
    const all = await look(named.rest, filters);
    const [theme] = Object.entries(all.filters[THEME] ?? {}).sort(([, one], [, other]) => other - one)[0] ?? [];
    const ways = all.results.length ? await about(named, theme, filters) : [];
    return { ...all, ways, named, place: named.place, aside: all.results.length ? fill(form.dataset.elsewhere, all.query) : "" };
  }

  /* What is of a year by its time, whether or not a page has the year as a word: `sure`, Pagefind's answer, in which what holds
     until further notice is of every year from its first to this one; and the hits that may be of it. */
  async function inTime(year, scope, search) {
    const may = Object.keys(known[TIME] ?? {}).filter((time) => {
      const [from, to] = time.split("–").map(Number);
      return !(from > year) && !(to < year);
    });
    const lasting = may.filter((time) => /^\d/.test(time) && time.endsWith(form.dataset.lasting) && year <= new Date().getFullYear());
    const held = [{ [YEAR]: [year] }, ...lasting.map((time) => ({ [TIME]: [time] }))];
    const times = [{ any: held }, ...(may.length ? [{ [TIME]: { any: may } }] : [])];
    const [sure, unsure] = await Promise.all(times.map((one) => search({ ...scope, ...one })));
    return { sure, unsure: less(unsure?.results ?? [], sure.results) };
  }

  /* A year and nothing else, or a place too: what is of it there, pledges first, then what has the year as a word. */
  async function ofYear(year, { named, filters, scope }) {
    const place = named?.place ?? [form.elements.plats, form.elements.lan].map((one) => one.value).find(Boolean);
    const { sure, unsure } = await inTime(year, scope, (one) => ask("", one));
    const open = place ? unsure : [];
    if (!sure.results.length && !place) return undefined;
    const [pledges, written] = await Promise.all([ask("", { [KIND]: [form.dataset.first], ...scope }), place ? look(year, scope) : { results: [] }]);
    const held = [...sure.results, ...open];
    const others = less(held, pledges.results);
    const first = less(held, others);
    const sorted = [...first, ...others, ...less(written.results, held)];
    const when = `${place ? ` i ${place}` : ""} ${year}`;
    const count = less(first, open).length;
    const told = filters[KIND] && sorted.length ? fill(form.dataset.some, sorted.length) : `${form.dataset.pledges}${when}: ${count || form.dataset.nothing}${count ? "." : ""}`;
    const also = open.length === 1 ? form.dataset.unsureOne : open.length ? fill(form.dataset.unsure, open.length) : "";
    const county = named?.filter === COUNTY ? `${fold(named.place).replaceAll(" ", "-")}/` : "";
    const isListed = count > 0 && !filters[KIND] && (county || !place);
    const list = isListed ? [way(`${form.dataset.pledges}${when}`, `${form.dataset.lists}${year}/${county}`)] : [];
    const places = named ? await about(named, undefined, filters) : [];
    return { ...sure, results: sorted, query: "", told: `${told} ${also}`.trim(), ways: [...list, ...places] };
  }

  /* Words and a year, in a place: what is of the year comes before what has it as a word. */
  async function lookInYear(year, { rest, whole, scope }) {
    const [{ sure, unsure }, written] = await Promise.all([inTime(year, scope, (one) => look(rest, one)), look(whole, scope)]);
    const held = [...sure.results, ...unsure];
    return held.length ? { ...sure, query: whole, results: [...held, ...less(written.results, held)] } : written;
  }

  function less(hits, others) {
    const ids = new Set(others.map((one) => one.id));
    return hits.filter((one) => !ids.has(one.id));
  }

  /* The pledges with an action that was done, or was not, by what is told of the year and the place that are named, and the lists that
     hold them. Where there are none: all of the pledges there. */
  async function outcomes(undone, { named, year, filters }) {
    const names = form.dataset[undone ? "undoneNames" : "doneNames"].split("|");
    const there = { ...filters, [KIND]: [form.dataset.first], ...(named ? { [named.filter]: [named.place] } : {}) };
    const scope = { ...there, ...(year ? { [YEAR]: [year] } : {}) };
    const of = (when) => ({ [OUTCOME]: { any: when ? names.map((one) => `${when}: ${one}`) : names } });
    const inActions = ([name]) => ({ [OUTCOME]: { any: [`${year}: ${name}`] } });
    const [found, every, inYear, inPlace] = await Promise.all(
      [{ ...scope, ...of(year) }, scope, { [YEAR]: [year], ...inActions(names) }, named ? { [named.filter]: [named.place], ...of() } : of()].map((one) => ask("", one)),
    );
    const [where, when] = [named ? ` i ${named.place}` : "", year ? ` ${year}` : ""];
    const what = form.dataset[undone ? "undone" : "done"];
    const folder = form.dataset[undone ? "undoneList" : "doneList"];
    const county = named?.filter === COUNTY ? `${fold(named.place).replaceAll(" ", "-")}/` : "";
    const [lists, pledges] = [form.dataset.lists, form.dataset.pledges];
    const ways = [
      ...(county && undone && inPlace.results.length ? [way(`${pledges}${where} ${what}`, `${lists}${folder}${county}`)] : []),
      ...(year && undone && inYear.results.length ? [way(`${pledges}${when} ${what}`, `${lists}${year}/${folder}`)] : []),
      way(`${pledges} ${what}`, `${lists}${folder}`),
      ...(named || year ? [] : [way(form.dataset.stateName, form.dataset.state)]),
      ...(county && year && every.results.length ? [way(`${pledges}${where}${when}`, `${lists}${year}/${county}`)] : []),
    ];
    const told = [`${pledges}${where}${when} ${what}: ${found.results.length || form.dataset.nothing}`];
    if (form.dataset.answered && !undone && !named && !year) {
      const reported = await ask("", { ...scope, [STATUS]: [form.dataset.reported] });
      told[0] += ".";
      told.unshift(fill(form.dataset.answered, reported.results.length, every.results.length));
    }
    const places = named ? await about(named, undefined, filters) : [];
    const unsure = named && year ? (await inTime(year, there, (one) => ask("", one))).unsure : [];
    const all = [...every.results, ...unsure];
    const shown = found.results.length ? found : { ...every, results: all, aside: all.length ? fill(form.dataset.all, where + when) : "" };
    return { ...shown, query: "", told: told.join(" "), ways: [...ways, ...places] };
  }

  /* Pagefind's answer. What became of an action, beside a theme, is of an action about that theme: Trafik: Gjort. */
  function ask(query, filters) {
    const [[theme], [outcome]] = [THEME, OUTCOME].map((one) => (Array.isArray(filters[one]) ? filters[one] : []));
    const together = theme && outcome ? { ...filters, [OUTCOME]: [`${theme}: ${outcome}`] } : filters;
    return engine.search(query || null, { filters: together });
  }

  /* Pagefind's answer to what is asked, pledges first, or the kind of page that is named. `missing` is the first word that
     no page has. Small words are not searched for, unless there are no others. */
  async function look(asked, filters) {
    const typed = asked.match(asWords) ?? [];
    const large = typed.filter((one) => !isSmall(one));
    const counted = large.length ? large : typed;
    const read = new Map(await Promise.all(counted.map(async (one) => [one, await understand(one)])));
    const missing = [...read.values()].find((one) => !one.word);
    const spelt = (choose) => asked.replace(asWords, (one) => (read.has(one) ? choose(read.get(one)) : one));
    if (missing) return { results: [], missing: missing.typed, guess: missing.guess && spelt((one) => one.word ?? one.guess ?? one.typed) };
    const query = spelt((one) => one.word);
    const parts = [...read.values()];
    const plain = parts.map((one) => one.word).join(" ");
    const kind = form.elements.typ.dataset.filter;
    const meant = kinds.find((one) => parts.some(({ word }) => fold(word).startsWith(fold(one)))) ?? form.dataset.first;
    const [all, first] = await Promise.all([filters, { ...filters, [kind]: [meant] }].map((one) => ask(plain, one)));
    const sorted = await together(all.results, parts, filters);
    const found = { ...all, query, plain, too: parts.filter((one) => one.too) };
    if (filters[kind]) return { ...found, results: sorted };
    const ids = new Set(first.results.map((one) => one.id));
    return { ...found, results: [...sorted.filter((one) => ids.has(one.id)), ...sorted.filter((one) => !ids.has(one.id))] };
  }

  /* Of several words a page is as good as it is at the one that it is worst at: one about knark that has skola as a part of
     another word does not come before one about both. A word counts as the other word that it is searched for as, too. */
  async function together(results, parts, filters) {
    if (parts.length < 2 || !results.length) return results;
    const scores = await Promise.all(parts.map(async ({ word, too }) => {
      const answers = await Promise.all([word, too].filter(Boolean).map((one) => ask(one, filters)));
      const best = new Map();
      for (const { results } of answers) {
        const most = Math.max(...results.map((one) => one.score));
        for (const { id, score } of results) best.set(id, Math.max(best.get(id) ?? 0, score / most));
      }
      return best;
    }));
    const worst = new Map(results.map(({ id }) => [id, Math.min(...scores.map((one) => one.get(id) ?? 0))]));
    return [...results].sort((one, other) => worst.get(other.id) - worst.get(one.id));
  }

  /* Menade du buskörning? For what is no place either: the nearest word; the place that the word alone is, or the nearest. */
  async function suggest({ missing, guess: text }) {
    const mine = turn;
    const named = (await find(form, missing)).filter((one) => one.exact);
    const places = named.length ? named : await near(form, words.value);
    if (mine !== turn) return;
    const asked = new URL(location.href);
    asked.search = new URLSearchParams({ q: text ?? "" });
    const isPlace = places.slice(0, 2).some((one) => fold(one.name) === fold(text ?? ""));
    const links = [
      ...(text && !isPlace ? [link(text, asked.href)] : []),
      ...places.slice(0, 2).map((one) => make("span", "", link(one.name, one.href), make("span", "note", ` ${one.note}`))),
    ];
    guess.replaceChildren(`${form.dataset.guess} `, ...links.flatMap((one, at) => [at ? ", " : "", one]), "?");
    guess.hidden = links.length === 0;
  }

  /* A municipality that is named among other words but for its last letters: trakasserier Uppsal. */
  async function cutShort(asked) {
    const typed = asked.match(asWords) ?? [];
    const names = Object.keys(known[form.elements.plats.dataset.filter] ?? {});
    for (const one of typed.length > 1 ? typed : []) {
      const word = fold(one);
      const whole = names.find((name) => word.length > 3 && fold(name).startsWith(word) && [1, 2].includes(fold(name).length - word.length));
      const file = whole && (await load(word));
      if (file && !file.known.has(word)) return asked.replace(one, whole);
    }
  }

  /* Se också tunnlar: the last part of a compound that was found, where pages have it by itself. It begins as it is typed, dots and
     rings too: who looks for nattvandrare is not led to vända. */
  async function widen(asked) {
    const mine = turn;
    const file = /^[\p{L}]+$/u.test(asked) ? await load(fold(asked)) : undefined;
    const part = file && results.length ? await lastPart(asked, file) : undefined;
    if (mine === turn && part && !part.includes(" ") && lower(asked).includes(part.slice(0, 3))) also(part);
  }

  function also(asked, [before, after] = [form.dataset.also, "."]) {
    const wider = new URL(location.href);
    wider.search = new URLSearchParams({ q: asked });
    guess.replaceChildren(`${before} `, link(asked, wider.href), after);
    guess.hidden = false;
  }

  function tell(found, places) {
    const [, first, last] = /^\s*(\d{3})\s?(\d{2})\s*$/.exec(words.value) ?? [];
    if (first && !places) return form.dataset.postal.replace("{}", `${first} ${last}`);
    if (found.missing && !places) return form.dataset.unknown.replace("{}", found.missing);
    if (found.told) return found.told;
    if (found.aside || (results.length === 0 && found.place)) return fill(form.dataset.noneWithin, found.query, found.place);
    if (results.length === 0) return places ? form.dataset.place : form.dataset.none;
    const count = results.length === 1 ? form.dataset.one : fill(form.dataset.some, results.length);
    const too = found.too.map(({ word, too }) => fill(form.dataset.too, word, too));
    const isOther = found.query !== words.value.trim();
    const shown = found.place ? [fill(form.dataset.within, found.query, found.place)] : isOther ? [fill(form.dataset.instead, found.query)] : [];
    return [...shown, count, ...too].join(" ");
  }

  async function search() {
    const mine = ++turn;
    remember();
    const filters = Object.fromEntries(choices.filter((one) => one.value).map((one) => [one.dataset.filter, [one.value]]));
    const asked = words.value.trim() || Object.keys(filters).length > 0;
    guess.hidden = true;
    if (asked) told.textContent = form.dataset.busy;
    const found = await answer(words.value.trim(), filters);
    if (mine !== turn) return;
    const named = asked && found.named && !found.results.length ? await about(found.named, undefined, filters) : [];
    if (mine !== turn) return;
    const places = await lead(found.ways ?? named);
    if (mine !== turn) return;
    const counts = await Promise.all(choices.map((one) => beside(one.dataset.filter, found, filters)));
    if (mine !== turn) return;
    choices.forEach((one, at) => offer(one, counts[at]));
    for (const one of labels) one.textContent = filters[THEME] ? one.dataset.about : one.dataset.any;
    const [all] = narrow.querySelectorAll("summary span");
    all.textContent = `: ${Object.values(filters).join(", ") || all.dataset.all}`;
    results = asked ? found.results : [];
    hits.replaceChildren();
    aside.textContent = (asked && found.aside) || "";
    aside.hidden = !aside.textContent;
    without.hidden = results.length > 0;
    told.textContent = `${lost} ${asked ? tell(found, places) : ""}`.trim();
    lost = "";
    const whole = found.place || found.named ? undefined : await cutShort(words.value.trim());
    if (mine !== turn) return;
    if (whole) also(whole, [form.dataset.guess, "?"]);
    else if (found.missing && !places) await suggest(found);
    else await widen(words.value.trim());
    await add();
  }

  /* How many hits each value of a choice gives, with what is chosen in all the other choices. */
  async function beside(filter, found, filters) {
    const { [filter]: own, ...others } = filters;
    const [[theme], [outcome]] = [THEME, OUTCOME].map((one) => filters[one] ?? []);
    const isPair = filter === THEME && outcome;
    if (isPair) delete others[OUTCOME];
    const isAll = found.missing || (!found.plain && !found.told && Object.keys(others).length === 0);
    const counts = isAll ? known : own || isPair ? (await ask(found.plain, others)).filters : found.filters;
    if (isPair) return only(known[THEME] ?? {}, between("", counts[OUTCOME], `: ${outcome}`));
    return filter === OUTCOME ? between(theme ? `${theme}: ` : "", counts[OUTCOME], "") : counts[filter];
  }

  /* A year stands before an outcome as a theme does (2019: Gjort), and is none. */
  function only(themes, counts) {
    return Object.fromEntries(Object.entries(counts).filter(([name]) => name in themes));
  }

  /* The outcomes of a theme's actions, the themes that have an outcome, or the outcomes of any action: what stands
     between the beginning and the end in the names that the index has. */
  function between(first, counts, last) {
    const rows = Object.entries(counts ?? {}).filter(([name]) => name.startsWith(first) && name.endsWith(last));
    return Object.fromEntries(rows.map(([name, count]) => [name.slice(first.length, name.length - last.length), count]).filter(([name]) => !name.includes(": ")));
  }

  function soon() {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  }

  const asked = new URLSearchParams(location.search);
  words.value = asked.get("q") ?? "";
  without.hidden = asked.size > 0;
  try {
    engine = await import(new URL(form.dataset.index, location.href));
    await engine.options({ baseUrl: "/", ranking: { metaWeights: { ord: 0.5 }, termSimilarity: 4, diacriticSimilarity: 4 } });
    known = await engine.filters();
    choices.forEach((one) => {
      offer(one, known[one.dataset.filter]);
      one.value = asked.get(one.name) ?? "";
      if (one.selectedIndex < 0) one.value = "";
    });
    const unknown = choices.map((one) => asked.get(one.name)).filter((value, at) => value && value !== choices[at].value);
    lost = unknown.map((value) => form.dataset.lost.replace("{}", value)).join(" ");
  } catch {
    told.textContent = form.dataset.failed;
    without.hidden = false;
    return;
  }
  narrow.hidden = false;
  narrow.open = matchMedia("(min-width: 48rem)").matches;
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
