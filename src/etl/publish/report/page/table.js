// A table that sorts by its headings and shows its rows a page at a time.
//
// columns: {label, value(row), cell(row)?, number?, class?, first?} where `value` sorts, `cell` shows and
// `first` is the direction of the first click. Empty values come last in both directions.

const PAGE = 20;

function sortableTable({caption, columns, rows, sortBy = 0, descending = false, page = PAGE}) {
  const state = {sortBy, descending, shown: page};
  const body = element("tbody");
  const more = element("p", {class: "more"});
  const headings = columns.map((column, index) =>
    element("th", {scope: "col", class: column.number ? "number" : null},
      element("button", {type: "button", onclick: () => sort(index)}, column.label)));
  let sorted = rows;

  function sort(index) {
    state.descending = state.sortBy === index ? !state.descending : (columns[index].first === "descending");
    state.sortBy = index;
    state.shown = page;
    draw();
  }

  function draw() {
    const {value} = columns[state.sortBy];
    const sign = state.descending ? -1 : 1;
    sorted = rows.map((row) => [value(row), row]).sort(([a], [b]) => compareValues(a, b, sign)).map(([, row]) => row);
    headings.forEach((heading, index) => {
      if (index === state.sortBy) heading.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    body.replaceChildren(...sorted.slice(0, state.shown).map(drawRow));
    drawMore();
  }

  function drawRow(row) {
    return element("tr", {}, columns.map((column) =>
      element("td", {class: [column.number && "number", column.class].filter(Boolean).join(" ") || null},
        column.cell ? column.cell(row) : column.value(row) ?? "")));
  }

  function drawMore() {
    const left = sorted.length - state.shown;
    more.replaceChildren(rows.length ? "" : element("span", {class: "empty"}, "Nothing to list."));
    if (left <= 0) return;
    more.append(moreButton(left, page, showMore));
  }

  function showMore() {
    const next = sorted.slice(state.shown, state.shown + page).map(drawRow);
    body.append(...next);
    state.shown += page;
    drawMore();
    next[0].querySelector("button, a")?.focus();
  }

  draw();
  return element("div", {},
    element("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption},
      element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, headings)), body)),
    more);
}

function moreButton(left, step, onclick) {
  return element("button", {type: "button", onclick}, left > step ? `Show ${NUMBER.format(step)} more of ${NUMBER.format(left)}` : `Show the other ${NUMBER.format(left)}`);
}

function compareValues(a, b, sign) {
  const emptyA = a === null || a === undefined || a === "";
  const emptyB = b === null || b === undefined || b === "";
  if (emptyA || emptyB) return emptyA - emptyB;
  return sign * (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en"));
}
