/* What is pasted out of a document, as it is written in a field: tables and lists keep what they say. */
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote";
const BULLET = /^\s*[•·▪●○o§\uf0b7–-][\t\u00a0 ]+/;

/* How what is pasted stands: in the free text a table is a table; in a page to be read a list is one; elsewhere a line is a line. */
const HOW = {
  fritext: (blocks) => blocks.map(written).join("\n\n"),
  text: (blocks) => blocks.map((block) => (block.items ? written(block) : lines(block).join("\n"))).join("\n\n"),
};
const asLines = (blocks) => blocks.flatMap(lines).join("\n");

/* What is pasted in the boxes of a form is put in as it is written there, where the browser's own would lose something. */
export function takeWhatIsPasted(form) {
  document.documentElement.dataset.pastes = ""; // what is said of pasting without scripts is not so
  form.addEventListener("paste", (event) => {
    const box = event.target;
    if (box.tagName !== "TEXTAREA" || !event.clipboardData) return;
    const blocks = ofPage(event.clipboardData.getData("text/html")) ?? ofText(event.clipboardData.getData("text/plain"));
    if (!blocks) return;
    event.preventDefault();
    document.execCommand("insertText", false, (HOW[box.name] ?? asLines)(blocks));
  });
}

const plain = (text) => text.replace(/\s+/g, " ").trim();
const cell = (text) => plain(text).replace(/\|/g, "\\|");

function written(block) {
  if (block.rows) {
    const wide = Math.max(...block.rows.map((row) => row.length));
    const rows = block.rows.map((row) => `| ${Array.from({ length: wide }, (_, at) => cell(row[at] ?? "")).join(" | ")} |`);
    return [rows[0], `|${" --- |".repeat(wide)}`, ...rows.slice(1)].join("\n");
  }
  if (block.items) return block.items.map((item, at) => `${block.numbered ? `${at + 1}.` : "-"} ${item}`).join("\n");
  return block.heading ? `## ${block.text}` : block.text;
}

const lines = (block) => block.rows?.map((row) => row.map(plain).join(" ")) ?? block.items ?? [block.text];

/* What a page's own markup says; null where it holds neither a table nor a list. Word writes its lists as paragraphs. */
function ofPage(markup) {
  if (!markup) return null;
  const page = new DOMParser().parseFromString(withoutLooks(markup), "text/html");
  const blocks = [];
  gather(page.body, blocks);
  return blocks.some((one) => one.rows || one.items) ? blocks : null;
}

/* The editor's policy lets no page bring looks of its own, not even one that is only read. */
const withoutLooks = (markup) =>
  markup.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle=/gi, " data-look="));

function gather(owner, blocks) {
  let words = "";
  const end = () => { if (plain(words)) blocks.push({ text: plain(words) }); words = ""; };
  for (const one of owner.childNodes) {
    if (!one.matches?.(BLOCKS) && !one.querySelector?.(BLOCKS)) { words += one.nodeType === Node.COMMENT_NODE ? "" : one.textContent; continue; }
    end();
    if (one.matches("table")) blocks.push({ rows: [...one.rows].map((row) => [...row.cells].map((box) => plain(box.textContent))).filter((row) => row.some(Boolean)) });
    else if (one.matches("ul, ol")) blocks.push({ items: [...one.querySelectorAll("li")].map((item) => plain(item.textContent)).filter(Boolean), numbered: one.matches("ol") });
    else if (/mso-list/i.test(one.dataset.look ?? "")) item(one, blocks);
    else if (one.matches("h1, h2, h3, h4, h5, h6")) blocks.push({ text: plain(one.textContent), heading: true });
    else if (one.querySelector(BLOCKS)) gather(one, blocks);
    else if (plain(one.textContent)) blocks.push({ text: plain(one.textContent) });
  }
  end();
}

function item(paragraph, blocks) {
  const mark = paragraph.querySelector("[data-look*='mso-list:Ignore' i], [data-look*='mso-list: Ignore' i]");
  const numbered = /\d/.test(mark?.textContent ?? "");
  mark?.remove();
  const last = blocks.at(-1);
  if (last?.items && last.numbered === numbered) last.items.push(plain(paragraph.textContent));
  else blocks.push({ items: [plain(paragraph.textContent)], numbered });
}

/* Rows with tabs between their cells, and lines that begin with a bullet; null where there are none. */
function ofText(text) {
  const blocks = [];
  for (const line of text.split(/\r?\n/)) {
    const last = blocks.at(-1);
    if (BULLET.test(line)) {
      const words = plain(line.replace(BULLET, ""));
      if (last?.items) last.items.push(words); else blocks.push({ items: [words], numbered: false });
    } else if (line.includes("\t")) {
      const row = line.split("\t").map(plain);
      if (last?.rows) last.rows.push(row); else blocks.push({ rows: [row] });
    } else if (plain(line)) blocks.push({ text: plain(line) });
  }
  return blocks.some((one) => one.items || one.rows?.length > 1) ? blocks : null;
}
