/* Find my place: suggestions while you type a postal code or the name of a place (a WAI-ARIA combobox with a list).
   The places lie in small files by first letter, or by a postal code's first two digits; see plugins/pledges/exports/place_finder.py. */
(() => {
  const MOST = 8;
  const files = new Map();
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const squeeze = (text) => text.replace(/\s+/g, "");

  function load(pattern, key) {
    if (!files.has(key)) {
      files.set(key, fetch(pattern.replace("{}", key)).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return files.get(key);
  }

  /* 0 for a name that begins as typed, 1 if only letters without dots do, 2 for a later word; nothing if none. */
  function nearness(name, typed, folded) {
    const plain = fold(name);
    if (name.toLowerCase().startsWith(typed)) return 0;
    if (plain.startsWith(folded)) return 1;
    return plain.split(/[^\p{L}\p{N}]+/u).some((word, at) => at && word.startsWith(folded)) ? 2 : undefined;
  }

  /* Every place that fits what is typed, the nearest first: [{ name, note, href, exact }]. */
  async function find(form, text) {
    const typed = text.trim().toLowerCase();
    const code = /^\d[\d\s]*/.test(typed);
    const key = code ? squeeze(typed).slice(0, 2) : fold(typed).slice(0, 1);
    if (!/^(\d\d|[a-z])$/.test(key)) return [];
    const file = await load(form.dataset.find, key);
    if (!file) return [];
    const root = new URL(form.dataset.root, location.href).href;
    const [base, page] = root.endsWith("index.html") ? [root.slice(0, -10), "index.html"] : [root, ""];
    const folded = code ? squeeze(typed) : fold(typed);
    return file.namn
      .map(([name, at]) => {
        const near = code ? (squeeze(name).startsWith(folded) ? 0 : undefined) : nearness(name, typed, folded);
        const [note, address] = file.platser[at];
        const exact = code ? folded.length === 5 : fold(name) === folded;
        return { name, note, near, exact, href: base + address + page };
      })
      .filter((one) => one.near !== undefined)
      .sort((one, other) => one.near - other.near);
  }

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

    function option(place, number) {
      const item = document.createElement("li");
      const note = Object.assign(document.createElement("span"), { className: "note", textContent: place.note });
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.append(`${place.name} `, note);
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => location.assign(place.href));
      return item;
    }

    async function show() {
      const mine = ++turn;
      const found = await find(form, field.value);
      if (mine !== turn) return;
      shown = found.slice(0, MOST);
      list.replaceChildren(...shown.map(option));
      const asked = field.value.trim().length > 1;
      told.textContent = !asked ? "" : found.length === 0 ? form.dataset.none : found.length === 1 ? form.dataset.one : form.dataset.some.replace("{}", found.length);
      close();
      if (shown.length && document.activeElement === field) {
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
      }
    }

    field.addEventListener("input", show);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) {
        event.preventDefault();
        if (list.hidden) {
          list.hidden = false;
          field.setAttribute("aria-expanded", "true");
        }
        mark(active < 0 ? (step > 0 ? 0 : shown.length - 1) : (active + step + shown.length) % shown.length);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(shown[active].href);
      }
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const exact = (await find(form, field.value)).filter((one) => one.exact);
      const pages = new Set(exact.map((one) => one.href));
      if (pages.size === 1) location.assign(exact[0].href);
      else form.submit();
    });
  }

  window.findPlace = find;
  document.querySelectorAll("form[data-suggest]").forEach(suggest);
})();
