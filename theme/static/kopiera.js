/* A button beside each address to copy. Without it a click marks the whole address, to be copied as any text. */
const { label, done, marked } = document.currentScript.dataset;
for (const address of document.querySelectorAll(".copy")) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(address);
    try {
      await navigator.clipboard.writeText(address.textContent);
      told.textContent = done;
    } catch {
      told.textContent = marked;
    }
  });
  address.after(button, told);
}
