/* Tells the visitor when this copy of the portal has not been rebuilt for some days. `portal` is written by exports/site_script.py. */
if (Date.now() - Date.parse(portal.day) > portal.days * 864e5) {
  const note = document.createElement("p");
  note.className = "aged";
  note.setAttribute("role", "status");
  note.textContent = portal.text;
  document.querySelector("main")?.prepend(note);
}
