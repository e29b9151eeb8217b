// Themes over time as small multiples, the same in numbers, and the heat map of parties by theme.

const MEASURES = {
  articles_3m_avg: {label: "Articles", note: "Articles a month, mean of three months; the latest at the right.", format: (value) => NUMBER.format(Math.round(value * 10) / 10)},
  share_of_articles: {label: "Share", note: "Share of all articles of the month.", format: shareText},
  agreements_new: {label: "New agreements", note: "Agreements first reported in the month.", format: (value) => NUMBER.format(value)},
  agreements_active: {label: "Active agreements", note: "Agreements that are alive in the month.", format: (value) => NUMBER.format(value)},
  momentum: {label: "Momentum", note: "Articles of twelve months against the twelve before.", format: changeText},
};

function themeSummaries(data) {
  return [...groupedBy(data.trends, "theme_id")].map(([theme, months]) => {
    const recent = months.slice(-12);
    const articles = d3.sum(recent, (month) => month.articles);
    return {
      theme, name: themeName(data, theme), months: months.map((month) => ({...month, date: asDate(month.month)})),
      articles, agreements: d3.sum(recent, (month) => month.agreements_new),
      share: articles / (data.totals.articles_last_year || 1), active: months.at(-1).agreements_active,
      momentum: months.at(-1).momentum,
    };
  }).sort((a, b) => b.articles - a.articles || a.name.localeCompare(b.name));
}

function showThemes(summaries) {
  fill("theme-measure", ...Object.entries(MEASURES).map(([measure, {label}], index) => element("label", {},
    element("input", {type: "radio", name: "measure", value: measure, checked: index === 0, onchange: () => showThemeCharts(summaries)}), label)));
  showThemeCharts(summaries);
  fill("theme-table", sortableTable({
    caption: "Themes in the last twelve months", rows: summaries, sortBy: 1, descending: true,
    columns: [
      {label: "Theme", value: (row) => row.name, cell: (row) => filterButton("theme", row.theme, row.name)},
      {label: "Articles", value: (row) => row.articles, cell: (row) => NUMBER.format(row.articles), number: true, first: "descending"},
      {label: "Share", value: (row) => row.share, cell: (row) => `${(row.share * 100).toFixed(1)}%`, number: true, first: "descending"},
      {label: "New agreements", value: (row) => row.agreements, number: true, first: "descending"},
      {label: "Active agreements", value: (row) => row.active, number: true, first: "descending"},
      {label: "Momentum", value: (row) => row.momentum, cell: (row) => element("span", {class: row.momentum > 0 ? "up" : row.momentum < 0 ? "down" : null}, changeText(row.momentum)), number: true, first: "descending"},
    ],
  }));
}

function showThemeCharts(summaries) {
  const measure = document.querySelector("input[name=measure]:checked").value;
  const {label, note, format} = MEASURES[measure];
  fill("measure-note", note);
  const values = summaries.flatMap((row) => row.months.map((month) => month[measure])).filter((value) => value !== null);
  if (!values.length) return noMarks("chart-themes", "No month has this measure yet.");
  // One scale for all, so that heights compare; momentum can be huge for tiny themes, so it is cut at ±200 %.
  const domain = measure === "momentum" ? [-1, 2] : [0, d3.max(values) || 1];
  const present = summaries.filter((row) => row.months.some((month) => month[measure]));
  fill("chart-themes", ...present.map((row) => {
    const latest = row.months.at(-1)[measure];
    const plot = chart(`${row.name}: ${label} by month, latest ${latest === null ? "not known" : format(latest)}`, {
      width: 216, height: 72, marginLeft: 0, marginRight: 0, marginTop: 4, marginBottom: 18,
      style: {fontSize: "10.5px", color: "var(--muted)"},
      x: {type: "utc", label: null, ticks: 3, tickSize: 0, domain: monthSpan(row.months)}, y: {axis: null, domain, clamp: true},
      marks: [...themeMarks(row.months, measure), Plot.ruleY([0], {stroke: "var(--line)"})],
    });
    return element("div", {class: "multiple"}, element("h4", {}, row.name, element("span", {}, latest === null ? "" : format(latest))), plot);
  }));
}

const FEW_MONTHS = 12;

// The months shown, at least a year of them, so that one month does not fill the picture.
function monthSpan(months) {
  const last = months.at(-1).date;
  return months.length < FEW_MONTHS ? [d3.utcMonth.offset(last, 1 - FEW_MONTHS), d3.utcMonth.offset(last, 1)] : [months[0].date, last];
}

// Of a few months a line would be a dot: they are columns.
function themeMarks(months, measure) {
  const places = {x: "date", y: measure};
  if (months.length < FEW_MONTHS) return [Plot.rectY(months, {...places, interval: "month", fill: "var(--accent)", inset: 1})];
  return [
    Plot.areaY(months, {...places, fill: "var(--accent)", fillOpacity: 0.16}),
    Plot.lineY(months, {...places, stroke: "var(--accent)", strokeWidth: 1.4}),
  ];
}

function filterButton(name, value, label) {
  return element("button", {type: "button", class: "link", title: `Show only ${label}`, onclick: () => setFilters({[name]: value})}, label);
}

function heatColour(most) {
  return {domain: [0, most], interpolate: (t) => `color-mix(in oklab, var(--heat-1) ${Math.round(12 + t * 88)}%, var(--heat-0))`};
}

const HEAT_PARTIES = 18;

function showHeat(data, found) {
  const parties = busiestParties(found, HEAT_PARTIES);
  const themes = d3.groupSort(found.flatMap((a) => a.themes), (group) => -group.length, (theme) => theme);
  if (!parties.length || !themes.length) return noMarks("chart-heat", "No agreement with a party and a theme matches the filters.");
  const kept = new Set(parties);
  const cells = d3.rollups(
    found.flatMap((a) => a.parties.filter((party) => kept.has(party)).flatMap((party) => a.themes.map((theme) => ({party, theme})))),
    (group) => group.length, (pair) => pair.party, (pair) => pair.theme)
    .flatMap(([party, row]) => row.map(([theme, agreements]) => ({party: partyName(data, party), theme: themeName(data, theme), agreements, filters: {party, theme}})));
  drawGrid("chart-heat", `Agreements by party and theme: ${parties.length} parties, ${themes.length} themes`, cells, {
    x: "theme", y: "party", columns: themes.map((id) => themeName(data, id)), rows: parties.map((id) => partyName(data, id)),
  });
}

function busiestParties(found, count) {
  return d3.groupSort(found.flatMap((a) => a.parties), (group) => -group.length, (party) => party).slice(0, count);
}

// Each cell leads to its agreements.
function drawGrid(id, label, cells, {x, y, columns, rows}) {
  const size = 30;
  const most = d3.max(cells, (cell) => cell.agreements);
  const isNarrow = widthOf(id) < 640;
  const name = (text) => shortened(text, isNarrow ? 17 : 30);
  // Slanted names need as much height as their length, half slanted.
  const headroom = 24 + 5 * d3.max(columns, (text) => name(text).length);
  const plot = drawChart(id, label, {
    width: Math.max(widthOf(id), 190 + columns.length * size), height: headroom + 10 + rows.length * 26, marginLeft: isNarrow ? 126 : 190, marginTop: headroom, marginRight: headroom / 1.6, marginBottom: 8,
    x: {domain: columns, axis: "top", label: null, tickRotate: -45, tickSize: 0, tickFormat: name},
    y: {domain: rows, label: null, tickSize: 0, tickFormat: name},
    color: heatColour(most),
    marks: [
      Plot.cell(cells, {x, y, fill: "agreements", inset: 1, rx: 3, className: "cells", title: (cell) => `${cell[y]}, ${cell[x]}: ${counted(cell.agreements, "agreement")}`}),
      Plot.text(cells, {x, y, text: "agreements", fill: (cell) => (cell.agreements > most * 0.5 ? "var(--paper)" : "var(--ink)"), fontSize: 10.5, pointerEvents: "none"}),
    ],
  });
  plot.querySelectorAll(".cells rect").forEach((node, index) => node.addEventListener("click", () => setFilters(cells[index].filters)));
}
