// Money promised within agreements, in US dollars. committed_usd counts a headline total and its parts once.

function showMoney(data, found) {
  const promised = found.filter((agreement) => agreement.committed_usd > 0);
  fill("money-lead", `${counted(promised.length, "agreement")} of ${NUMBER.format(found.length)} name a promise of money, ${moneyText(d3.sum(promised, (a) => a.committed_usd)) || "nothing"} in all. A headline total and its parts are counted once.`);
  bars("chart-money-themes", "Money promised by theme", d3.rollups(promised.flatMap((a) => a.themes.map((theme) => ({theme, usd: a.committed_usd}))),
    (group) => d3.sum(group, (row) => row.usd), (row) => row.theme).map(([theme, usd]) => ({name: themeName(data, theme), usd})).sort((a, b) => b.usd - a.usd).slice(0, 14));
  columns("chart-money-years", "Money promised by year", promised.filter((a) => a.first_reported_on)
    .map((a) => ({year: Number(a.first_reported_on.slice(0, 4)), usd: a.committed_usd})));
  showMoneyTable(data, found);
}

function bars(id, label, rows) {
  if (!rows.length) return noMarks(id, "No promise of money among these agreements.");
  drawChart(id, label, {
    width: widthOf(id), height: rows.length * 26 + 20, marginLeft: 150, marginRight: 60, marginTop: 4, marginBottom: 12,
    x: {axis: null}, y: {domain: rows.map((row) => row.name), label: null, tickSize: 0},
    marks: [
      Plot.barX(rows, {x: "usd", y: "name", fill: "var(--accent)", insetTop: 3, insetBottom: 3, rx: 2}),
      Plot.text(rows, {x: "usd", y: "name", text: (row) => moneyText(row.usd), textAnchor: "start", dx: 6}),
    ],
  });
}

function columns(id, label, rows) {
  if (!rows.length) return noMarks(id, "No dated promise of money among these agreements.");
  const years = d3.range(d3.min(rows, (row) => row.year), d3.max(rows, (row) => row.year) + 1);
  const every = Math.ceil(years.length / (widthOf(id) / 45));
  drawChart(id, label, {
    width: widthOf(id), height: 300, marginLeft: 55, marginTop: 12,
    x: {type: "band", domain: years, ticks: years.filter((_, index) => (years.length - 1 - index) % every === 0), tickFormat: String, label: null, tickSize: 0},
    y: {grid: true, label: null, tickFormat: moneyText, nice: true, ticks: 5},
    marks: [
      Plot.barY(rows, Plot.groupX({y: "sum"}, {x: "year", y: "usd", fill: "var(--accent)", insetLeft: 2, insetRight: 2})),
      Plot.ruleY([0], {stroke: "var(--muted)"}),
    ],
  });
}

function showMoneyTable(data, found) {
  const kept = new Set(found.map((agreement) => agreement.agreement_id));
  const rows = data.commitments.filter((row) => kept.has(row.agreement_id) && row.counted_usd !== null)
    .map((row) => ({...row, agreement: data.agreementById.get(row.agreement_id)}));
  if (!rows.length) return fill("money-table");
  fill("money-table", sortableTable({
    caption: "Promises", rows, sortBy: 2, descending: true, page: 15,
    columns: [
      {label: "Agreement", value: (row) => row.agreement.title, cell: (row) => openButton(row.agreement_id, row.agreement.title)},
      {label: "As reported", value: (row) => row.amount, cell: commitmentText, number: true, first: "descending"},
      {label: "US dollars", value: (row) => row.counted_usd, cell: (row) => moneyText(row.counted_usd), number: true, first: "descending"},
      {label: "From", value: (row) => (row.payer_id ? partyName(data, row.payer_id) : "")},
      {label: "To", value: (row) => (row.payee_id ? partyName(data, row.payee_id) : "")},
      {label: "For", value: (row) => row.purpose},
    ],
  }));
}
