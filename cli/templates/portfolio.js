"use strict";
// Sorts, filters and turns the pages of the table. Without it the table is whole, the most urgent first.
const PER_PAGE = 100;
const body = document.querySelector("#sites tbody");
const rows = Array.from(body.rows, (row, place) => ({ row, place, text: row.textContent.toLowerCase(), grade: row.dataset.g, alarm: row.hasAttribute("data-a") }));
const field = (id) => document.getElementById(id);
const [find, grade, alarm, previous, next, told] = ["find", "grade", "alarm", "previous", "next", "told"].map(field);
let page = 0;
let found = rows;
const show = () => {
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  page = Math.min(page, pages - 1);
  // The rest is taken out of the page: a table of ten thousand rows is slow to turn over.
  body.replaceChildren(...found.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map((one) => one.row));
  previous.disabled = page === 0;
  next.disabled = page === pages - 1;
  const of = found.length === rows.length ? `${rows.length} sites` : `${found.length} of ${rows.length} sites`;
  told.textContent = found.length ? `${of}, page ${page + 1} of ${pages}` : `no site of ${rows.length} is like this`;
};
const filter = () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  found = rows.filter((one) => (!grade.value || one.grade === grade.value) && (!alarm.checked || one.alarm) && words.every((word) => one.text.includes(word)));
  page = 0;
  show();
};
const keys = { place: (one) => one.place, site: (one) => one.row.cells[1].textContent, verdicts: (one) => one.row.cells[3].textContent, next: (one) => one.row.cells[6].textContent || "9999" };
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
document.getElementById("tools").hidden = false;
for (const button of document.querySelectorAll("#sites th button")) button.addEventListener("click", () => sort(button));
for (const one of [grade, alarm]) one.addEventListener("change", filter);
let waiting;
find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
previous.addEventListener("click", () => { page -= 1; show(); });
next.addEventListener("click", () => { page += 1; show(); });
show();
// Paper shows every site.
addEventListener("beforeprint", () => body.replaceChildren(...rows.map((one) => one.row)));
addEventListener("afterprint", show);
