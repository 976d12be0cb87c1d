/* What a question says beside its words: which are too small to be searched for, what became of the actions that it asks
   about, and of which year. "Vad har inte gjorts i Skåne 2019" asks for what was not done in 2019; what is left of it is
   searched for. The place is read by the search page (sok.js), which knows the places. */
(() => {
  const SMALL = new Set(
    ("i på och att en ett av för till med om den det de dem som är var vad vem hur när vilka vilket vilken hos vid från har hade " +
      "många mycket antal antalet inte ej blev blivit blir man vi ni jag kan ska the of in and to a").split(" "),
  );
  const PLEDGES = /^(medborgar)?löfte(n|t|na|ts)?$|^åtgärd(er|en|erna)?$|^lovat$/;
  const DONE = /^(gjor(t|ts|d|da|des)|nått|nåtts|nådda?|uppfyll(t|ts|da?|des)|håll(it|its|na|s)|genomför(t|ts|da?|des)|infria(t|ts|de|d))$/;
  const BROKEN = /^(ouppfyll(t|da?)|svik(it|its|na)|brut(it|its|na)|missade?)$/;
  const OF_A_YEAR = /^(år(et)?|under)$/;
  const lower = (word) => word.toLowerCase().normalize("NFC");
  const isSmall = (word) => SMALL.has(lower(word));

  /* { rest: the words that are left, undone: true, false or undefined where it isn't asked for, year }. */
  function read(typed) {
    const words = typed.map(lower);
    const broken = words.some((one) => BROKEN.test(one));
    const done = words.findIndex((one) => DONE.test(one));
    const isDenied = done > 0 && words.slice(0, done).some((one) => /^(inte|ej|aldrig)$/.test(one));
    const isAsked = broken || done >= 0;
    const year = words.find((one) => /^(19|20)\d\d$/.test(one));
    const rest = typed.filter((_, at) => {
      const one = words[at];
      return !(isSmall(one) || one === year || one === "aldrig" || (year && OF_A_YEAR.test(one)) || PLEDGES.test(one) || DONE.test(one) || BROKEN.test(one));
    });
    return { rest, year, undone: isAsked ? broken || isDenied : undefined };
  }

  window.question = { isSmall, read };
})();
