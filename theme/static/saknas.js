/* Page not found: guesses from the address which place was meant, and what to search for. See hitta.js. */
(async () => {
  const form = document.querySelector("form.find");
  const guess = document.querySelector(".guess");
  const field = document.getElementById("q");
  const { find, near } = window.places;

  /* The words of the address, the folder that a page lies in last: /kommuner/Lulea/ is about Lulea. */
  function words() {
    const root = new URL(form.dataset.root, location.href).pathname;
    const parts = decodeURIComponent(location.pathname).slice(root.length).split("/");
    const [folder, ...rest] = parts.map((one) => one.replace(/\.html?$|^index\.html$/, "").replace(/[-_+.]+/g, " ").trim()).filter(Boolean);
    return [...rest, folder].filter(Boolean);
  }

  async function meant(asked) {
    for (const word of asked) {
      const places = (await find(form, word)).filter((one) => one.exact);
      if (places.length) return places;
    }
    return asked.length ? near(form, asked[0]) : [];
  }

  function show(places) {
    const links = places.map(({ name, note, href }) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: name });
      return [link, Object.assign(document.createElement("span"), { className: "note", textContent: ` ${note}` })];
    });
    guess.append(...links.flatMap(([link, note], at) => [at ? ", " : " ", link, at < links.length - 1 ? "" : "?", note]));
    guess.hidden = false;
  }

  const asked = words();
  if (field) field.value = asked[0] ?? "";
  const places = await meant(asked);
  if (places.length) show(places.slice(0, 3));
})();
