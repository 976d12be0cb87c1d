/* Find my place: suggestions while you type a postal code or the name of a place (a WAI-ARIA combobox with a list).
   The places lie in small files by first letter, or by a postal code's first two digits; see
   plugins/pledges/exports/place_finder.py, which names the ranks. */
(() => {
  const MOST = 8;
  const TO_CHOOSE = 20;
  const [MUNICIPALITY, AREA, LOCALITY, COUNTY] = [0, 1, 2, 4];
  const KIND = / (kommun|kommunen|stad|staden)$/;
  const POLICE = /^(lokalpolisområde|lokalpolisomrade|polisområde|polisomrade|polisregion|lpo)/;
  const files = new Map();
  const words = (text) => text.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const fold = (text) => words(text.normalize("NFD").replace(/\p{M}/gu, ""));
  const squeeze = (text) => text.replace(/ /g, "");
  const same = (text) => squeeze(fold(text));

  /* A file's places, with name, note and other name as they are written (`own`) and without dots and hyphens (`plain`). */
  function prepare(file) {
    const platser = file.platser.map(([note, path, rank]) => ({ note, path, rank, own: words(note), plain: fold(note) }));
    return file.namn.map(([name, at, also = ""]) => {
      const { note, path, rank, own, plain } = platser[at];
      return { name, note, path, rank, own: [words(name), own, words(also), rank], plain: [fold(name), plain, fold(also), rank] };
    });
  }

  function load(pattern, key) {
    if (!files.has(key)) {
      files.set(key, fetch(pattern.replace("{}", key)).then(async (answer) => (answer.ok ? prepare(await answer.json()) : null)).catch(() => null));
    }
    return files.get(key);
  }

  /* What may be meant, the likeliest first: a postal code, wherever it stands; the beginning of one; a name, the place
     after a street and its number, what stands before a comma, a police area's own name. */
  function readings(text) {
    const typed = text.trim();
    const [whole, first, last] = /(?<!\d)(\d{3})[\s-]?(\d{2})(?!\d)/.exec(typed) ?? [];
    if (whole) return [{ key: first.slice(0, 2), code: first + last, rest: same(typed.slice(typed.indexOf(whole) + whole.length)) }];
    const [, digits] = /^(?:se?[\s-]*)?(\d[\d\s]*)$/i.exec(typed) ?? [];
    if (digits) return [{ key: digits.replace(/\s/g, "").slice(0, 2), code: digits.replace(/\s/g, ""), rest: "" }];
    const [, after] = /^\D+\d+\s?[a-z]?[,\s]+(\D+)$/i.exec(typed) ?? [];
    const [before, own] = [typed.split(",")[0], words(typed).replace(POLICE, "")];
    const police = own !== words(typed);
    return [typed, after, before, own.trim()]
      .filter(Boolean)
      .map((name) => ({ key: fold(name).slice(0, 1), own: words(name), plain: fold(name), police }));
  }

  /* How well a place has the postal code: 3 with name and note, 2 with its name, 1 the whole code; 0 if it begins so. */
  function codeFit({ plain: [name, note] }, { code, rest }) {
    const whole = squeeze(name);
    if (!whole.startsWith(code)) return undefined;
    const exact = code.length < 5 ? 0 : !rest ? 1 : whole + squeeze(note) === code + rest ? 3 : whole === code + rest ? 2 : 1;
    return { exact, near: 0 };
  }

  /* Luleås, Luleå kommun, Luleås kommun, Luleå stad. */
  function isMunicipality(plain, name) {
    const stem = squeeze(name.replace(KIND, ""));
    return plain === stem || `${plain}s` === stem;
  }

  /* 3 if the name is written with the place's note, 2 as the place is called, 1 in another form, else 0. */
  function likeness([name, note, also, rank], asked) {
    const [plain, wanted] = [squeeze(name), squeeze(asked)];
    if (plain + squeeze(note) === wanted) return 3;
    if (plain === wanted || squeeze(also) === wanted) return 2;
    if (rank === MUNICIPALITY) return isMunicipality(plain, asked) ? 1 : 0;
    return [plain.replace(POLICE, ""), rank === COUNTY && plain.replace(/s?lan$/, "")].includes(wanted) ? 1 : 0;
  }

  /* How well a place has the name. Letters as they are come before letters without dots: Habo is not Håbo.
     `near` is 0 for a name that begins as typed, 1 if it does so without dots and hyphens, 2 for a later word. */
  function nameFit({ own, plain }, { own: typed, plain: folded, police }) {
    const [name, note, also] = plain;
    if (police && !POLICE.test(name)) return undefined;
    const wanted = squeeze(folded);
    const loose = likeness(plain, folded);
    const strict = loose && likeness(own, typed);
    const exact = strict ? strict + 0.5 : loose;
    if (exact || own[0].startsWith(typed)) return { exact, near: 0 };
    if ([name + note, also].some((one) => squeeze(one).startsWith(wanted))) return { exact, near: 1 };
    const parts = name.split(" ");
    return parts.some((_, at) => at && parts.slice(at).join("").startsWith(wanted)) ? { exact, near: 2 } : undefined;
  }

  /* Hässelby is no municipality: the page that it leads to says what it has for just that place. */
  function address({ name, note, rank }, href) {
    const locality = name.replace(/^[\d ]+/, "");
    return rank === LOCALITY && !note.includes(locality) && !href.includes("#") ? `${href}#ort=${encodeURIComponent(locality)}` : href;
  }

  /* A page in another language leads to that of the municipality there, or to the county in the list of them; the police and
     whatever else has its page in Swedish alone. */
  const foreign = ({ path }, form) => !form.dataset.tongue || !/^(kommuner|lan)\//.test(path);
  function translated({ path }, { base, page, tongue }) {
    const [folder, slug, , part] = path.split("/");
    return folder === "lan" ? `${base}${tongue}kommuner/${page}#${slug}` : `${base}${tongue}kommuner/${slug}/${page}${part ? `#del-${part}` : ""}`;
  }

  async function matches(form, asked) {
    if (!/^(\d\d|[a-z])$/.test(asked.key)) return [];
    const known = await load(form.dataset.find, asked.key);
    if (!known) return undefined;
    const root = new URL(form.dataset.root, location.href).href;
    const [base, page] = root.endsWith("index.html") ? [root.slice(0, -10), "index.html"] : [root, ""];
    const under = form.dataset.under ?? "";
    const places = known.flatMap((place) => {
      const whole = !asked.code && ` ${place.plain[0]} `.includes(` ${asked.plain} `);
      const fit = asked.like ? { exact: 0, near: 0 } : asked.code ? codeFit(place, asked) : nameFit(place, asked);
      const href = foreign(place, form) ? base + place.path + under + page : translated(place, { base, page, tongue: form.dataset.tongue });
      return fit ? [{ ...place, ...fit, whole, href: under ? href : address(place, href) }] : [];
    });
    /* A part that has been entered and a locality of the same name elsewhere are as likely: there are ten Östermalm. */
    const kind = ({ rank }) => (rank === AREA && !asked.code ? LOCALITY : rank);
    const exact = Math.max(1, ...places.map((one) => one.exact));
    const first = Math.min(...places.filter((one) => one.exact === exact).map(kind));
    return places
      .map((one) => ({ ...one, exact: one.exact === exact && kind(one) === first }))
      .sort((one, other) => other.exact - one.exact || one.near - other.near);
  }

  /* What fits best is `exact`: one place, or several that the reader has to choose between. `asked` is how it was read;
     `places` is undefined if they could not be loaded. */
  async function look(form, text) {
    const tried = [];
    for (const asked of readings(text)) {
      const places = await matches(form, asked);
      if (!places || places.length) return { asked, places };
      tried.push(asked);
    }
    return { asked: tried[0], places: [] };
  }

  /* Where a place leads: a postal code of Farsta to the part of the municipality that Farsta leads to, where there is one. */
  async function target(form, { name, path, rank, href }) {
    const [, locality] = /^[\d ]+ (.+)$/.exec(name) ?? [];
    if (!locality || rank !== LOCALITY || form.dataset.under) return href;
    const parts = (await find(form, locality)).filter((one) => one.exact && one.rank === AREA && one.path.startsWith(path));
    return parts.length === 1 ? parts[0].href : href;
  }

  /* Provnäs is no place by itself here, but a part of a municipality has it in its name. Where places of other municipalities
     have it too, or begin so, nobody knows which is meant: Hammarby is all of them until the reader chooses. */
  function having(places) {
    const whole = places.filter((one) => one.whole);
    const first = whole.filter((one) => one.rank === Math.min(...whole.map((other) => other.rank)));
    const homes = new Set(places.map((one) => one.path.split("/").slice(0, 2).join("/")));
    return !whole.length ? [] : homes.size === 1 ? first : places;
  }

  /* Every place that fits what is typed, the nearest first: [{ name, note, href, exact }]. */
  const find = async (form, text) => (await look(form, text)).places ?? [];

  function suggest(form) {
    const field = form.querySelector("input");
    const list = Object.assign(document.createElement("ul"), { id: `${field.id}-forslag`, className: "suggestions", hidden: true });
    const told = Object.assign(document.createElement("p"), { className: "unseen" });
    let shown = [];
    let active = -1;
    let turn = 0;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.suggest);
    told.setAttribute("role", "status");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
      field.setAttribute(name, value);
    }
    field.closest("div").append(list);
    form.append(told);

    function mark(at) {
      active = at;
      [...list.children].forEach((one, number) => one.setAttribute("aria-selected", number === at));
      if (at < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      mark(-1);
    }

    function open() {
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    }

    function tell(text, seen) {
      told.className = seen ? "told" : "unseen";
      told.textContent = text;
    }

    function fill(places, most = MOST) {
      shown = places.slice(0, most);
      list.replaceChildren(...shown.map(option));
      close();
    }

    function option(place, number) {
      const item = document.createElement("li");
      const note = Object.assign(document.createElement("span"), { className: "note", textContent: place.note });
      if (form.dataset.tongue) item.lang = "sv";
      if (form.dataset.tongue && foreign(place, form)) note.append(` (${form.dataset.foreign})`);
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.append(`${place.name} `, note);
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => visit(place));
      return item;
    }

    const visit = async (place) => location.assign(await target(form, place));

    async function show() {
      const mine = ++turn;
      const found = await find(form, field.value);
      if (mine !== turn) return;
      fill(found);
      const asked = field.value.trim().length > 1;
      tell(!asked ? "" : found.length === 0 ? form.dataset.none : found.length === 1 ? form.dataset.one : form.dataset.some.replace("{}", found.length));
      if (shown.length && document.activeElement === field) open();
    }

    /* To the one place that is meant, or that has what is typed as a word of its name; several that are meant are chosen
       between; what is no place is searched for. */
    async function go() {
      const mine = ++turn;
      const { asked, places } = await look(form, field.value);
      if (mine !== turn) return;
      const meant = (places ?? []).filter((one) => one.exact);
      const exact = meant.length ? meant : having(places ?? []);
      if (new Set(exact.map((one) => one.href)).size === 1) return visit(exact[0]);
      if (exact.length === 0 && !(places && asked.code?.length === 5)) {
        form.action = form.dataset.search;
        return form.submit();
      }
      field.focus();
      fill(exact.length && !asked.code ? places : exact, TO_CHOOSE);
      tell(exact.length ? form.dataset.several : form.dataset.unknown.replace("{}", `${asked.code.slice(0, 3)} ${asked.code.slice(3)}`), true);
      if (shown.length) open();
    }

    field.addEventListener("input", show);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) {
        event.preventDefault();
        if (list.hidden) open();
        mark(active < 0 ? (step > 0 ? 0 : shown.length - 1) : (active + step + shown.length) % shown.length);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        visit(shown[active]);
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go();
    });
  }

  /* How many letters to change, add, take away or let change places (Damerau and Levenshtein) to get from one to the other. */
  function distance(one, other) {
    let [older, old] = [[], [...other, ""].map((_, at) => at)];
    for (let row = 1; row <= one.length; row += 1) {
      const now = [row];
      for (let at = 1; at <= other.length; at += 1) {
        const swapped = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1] ? older[at - 2] + 1 : Infinity;
        now[at] = Math.min(old[at] + 1, now[at - 1] + 1, old[at - 1] + (one[row - 1] !== other[at - 1]), swapped);
      }
      [older, old] = [old, now];
    }
    return old[other.length];
  }

  /* The name that is spelt most as `typed`: a letter is another, or two in a long one. Halland is not meant by Hallunda. */
  function nearest(typed, names) {
    const most = typed.length < 4 ? 0 : typed.length < 10 ? 1 : 2;
    const alike = [...names]
      .filter((one) => Math.abs(one.length - typed.length) <= most)
      .map((one) => [distance(typed, one), one])
      .filter(([apart]) => apart > 0 && apart <= most);
    return alike.sort(([one], [other]) => one - other)[0]?.[1];
  }

  /* The places whose name is spelt most as what is typed: [{ name, note, href }]. */
  async function near(form, text) {
    const asked = fold(text);
    const places = (await matches(form, { key: asked.slice(0, 1), like: asked })) ?? [];
    const name = nearest(asked, places.map((one) => one.plain[0]));
    return places.filter((one) => one.plain[0] === name);
  }

  window.places = { find, near, nearest, fold };
  document.querySelectorAll("form[data-suggest]").forEach(suggest);
})();
