"use strict";
// Sorts a table by the column whose heading is pressed; cells without a value stay last.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const key = (row, column) => row.cells[column].dataset.sort;
  headings.forEach((heading, column) => {
    const numeric = column === 0 || heading.classList.contains("number");
    heading.querySelector("button").addEventListener("click", () => {
      const descending = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sign = descending ? -1 : 1;
      const rows = [...body.rows].sort((one, other) => {
        const a = key(one, column);
        const b = key(other, column);
        if (a === "" || b === "") {
          return (a === "" ? 1 : 0) - (b === "" ? 1 : 0);
        }
        return sign * (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
      });
      body.append(...rows);
    });
  });
}
