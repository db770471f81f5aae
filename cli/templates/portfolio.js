"use strict";
// Sorts, filters and turns the pages of the table. Without it the table is whole, the most urgent first.
const PER_PAGE = 100;
const field = (id) => document.getElementById(id);
const body = document.querySelector("#sites tbody");
const markup = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&(lt|gt|quot|nbsp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" })[name]).replace(/&amp;/g, "&");
const plain = (html) => markup(html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
// A browser that runs scripts takes the rows behind the first page for text: as elements they would take seconds.
const rest = (field("rest")?.textContent ?? "").split("\n<tr ").slice(1).map((row) => `<tr ${row.slice(0, row.lastIndexOf("</tr>"))}</tr>`);
const rows = [...Array.from(body.rows, (row) => row.outerHTML), ...rest].map((html, place) => {
  const tag = html.slice(0, html.indexOf(">"));
  return { html, place, grade: markup(/data-g="([^"]*)"/.exec(tag)[1]), alarm: / data-a\b/.test(tag) };
});
const shell = document.createElement("template");
const element = (one) => { shell.innerHTML = one.html; return shell.content.firstElementChild; };
const [find, grade, alarm, previous, next, told] = ["find", "grade", "alarm", "previous", "next", "told"].map(field);
let page = 0;
let found = rows;
const show = () => {
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  page = Math.min(page, pages - 1);
  body.replaceChildren(...found.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map(element));
  previous.disabled = page === 0;
  next.disabled = page === pages - 1;
  const of = found.length === rows.length ? `${rows.length} sites` : `${found.length} of ${rows.length} sites`;
  told.textContent = found.length ? `${of}, page ${page + 1} of ${pages}` : `no site of ${rows.length} is like this`;
};
const filter = () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (one, word) => (one.text ??= plain(one.html).toLowerCase()).includes(word);
  found = rows.filter((one) => (!grade.value || one.grade === grade.value) && (!alarm.checked || one.alarm) && words.every((word) => holds(one, word)));
  page = 0;
  show();
};
const cell = (one, at) => plain(one.html.split(/<t[dh][^>]*>/)[at + 1]);
const keys = { place: (one) => one.place, site: (one) => cell(one, 1), verdicts: (one) => cell(one, 3), next: (one) => cell(one, 6) || "9999" };
const order = new Intl.Collator("en", { numeric: true });
const sort = (button) => {
  const head = button.closest("th");
  const down = head.ariaSort === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.ariaSort = down ? "descending" : "ascending";
  const key = keys[button.dataset.sort];
  for (const one of rows) one.key = key(one);
  const by = button.dataset.sort === "place" ? (a, b) => a.key - b.key : (a, b) => order.compare(a.key, b.key) || a.place - b.place;
  rows.sort((a, b) => (down ? by(b, a) : by(a, b)));
  filter();
};
field("tools").hidden = false;
for (const button of document.querySelectorAll("#sites th button")) button.addEventListener("click", () => sort(button));
for (const one of [grade, alarm]) one.addEventListener("change", filter);
let waiting;
find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
previous.addEventListener("click", () => { page -= 1; show(); });
next.addEventListener("click", () => { page += 1; show(); });
show();
// Paper shows every site, where it shows the table at all.
if (document.body.classList.contains("full")) {
  addEventListener("beforeprint", () => body.replaceChildren(...rows.map(element)));
  addEventListener("afterprint", show);
}
