// Data health: which sources answer, what the last runs did, and what a person should look at.

const STALE_DAYS = 2;

function showHealth(data) {
  const {totals} = data;
  const notes = [
    [totals.articles_without_date, "without a date", "article"],
    [totals.articles_without_text, "without a text", "article"],
    [totals.agreements_in_doubt, "in doubt (confidence below 50%)", "agreement"],
    [totals.duplicates, "that repeat another one and are not counted", "article"],
  ].filter(([count]) => count > 0);
  fill("health-body",
    notes.length ? element("p", {class: "lead"}, notes.map(([count, what, noun]) => `${counted(count, noun)} ${what}`).join("; "), ".") : "",
    data.sources.length ? sourceTable(data) : element("p", {class: "empty"}, "No source has been visited: the pages came from folders."),
    ...failureList(data), runTable(data));
}

function sourceState(source, newest) {
  if (source.failed_last_day > 0 && !source.answered_last_day) return ["bad", "failing"];
  if (!source.last_success_at || asDate(newest) - asDate(source.last_success_at) > STALE_DAYS * 86_400_000) return ["bad", "silent"];
  return source.failed_last_day > 0 ? ["warn", "some failures"] : ["good", "well"];
}

function sourceTable(data) {
  const newest = d3.max(data.sources, (source) => source.last_day);
  return sortableTable({
    caption: "Sources, last thirty days", rows: data.sources,
    columns: [
      {label: "Source", value: (row) => row.source_id},
      {label: "State", value: (row) => sourceState(row, newest)[1], cell: (row) => { const [tone, text] = sourceState(row, newest); return element("span", {class: `chip ${tone}`}, text); }},
      {label: "Last success", value: (row) => row.last_success_at, cell: (row) => dayText(row.last_success_at), class: "day"},
      {label: "Answers a day", value: (row) => d3.sum(row.answered_by_day), cell: (row) => answerChart(row, asDate(newest))},
      {label: "New pages", value: (row) => row.fetched, number: true, first: "descending"},
      {label: "Failed", value: (row) => row.failed, number: true, first: "descending"},
      {label: "Text kept", value: (row) => row.kept_ratio, cell: (row) => shareText(row.kept_ratio), number: true},
      {label: "Agreements", value: (row) => row.agreements, number: true, first: "descending"},
    ],
  });
}

function answerChart(source, newest) {
  const days = source.days.flatMap((day, index) => [
    {day: asDate(day), pages: source.answered_by_day[index] ?? 0, outcome: "answered"},
    {day: asDate(day), pages: source.failed_by_day[index] ?? 0, outcome: "failed"},
  ]);
  return chart(`${source.source_id}: pages that answered and failed by day`, {
    width: 130, height: 24, margin: 0, axis: null, x: {type: "utc", domain: [d3.utcDay.offset(newest, -29), d3.utcDay.offset(newest, 1)]}, color: {domain: ["answered", "failed"], range: ["var(--accent)", "var(--bad)"]},
    marks: [Plot.rectY(days, {x: "day", interval: "day", y: "pages", fill: "outcome"}), Plot.ruleY([0], {stroke: "var(--line)"})],
  });
}

function failureList(data) {
  if (!data.failures.length) return [];
  return [sortableTable({
    caption: "Failures, last thirty days", rows: data.failures, sortBy: 3, descending: true, page: 8,
    columns: [
      {label: "Source", value: (row) => row.source_id},
      {label: "Outcome", value: (row) => words(row.outcome)},
      {label: "Error", value: (row) => row.error},
      {label: "Last time", value: (row) => row.last_at, cell: (row) => dayText(row.last_at), class: "day", first: "descending"},
      {label: "Attempts", value: (row) => row.attempts, number: true, first: "descending"},
    ],
  })];
}

function runTable(data) {
  return sortableTable({
    caption: "Last runs", rows: data.runs, sortBy: 0, descending: true,
    columns: [
      {label: "Started (UTC)", value: (row) => row.started_at, cell: (row) => (row.started_at ?? "").slice(0, 16).replace("T", " "), class: "day", first: "descending"},
      {label: "Pages took", value: seconds, cell: (row) => (seconds(row) === null ? "not finished" : `${Math.round(seconds(row))} s`), number: true},
      {label: "New pages", value: (row) => row.pages_new, number: true},
      {label: "Unchanged", value: (row) => row.pages_unchanged, number: true},
      {label: "Failed", value: (row) => row.pages_failed, number: true},
      {label: "New agreements", value: (row) => row.agreements_new, number: true},
      {label: "Changed", value: (row) => row.agreements_changed, number: true},
      {label: "Run", value: (row) => row.run_id, cell: (row) => element("code", {}, row.run_id ?? "")},
    ],
  });
}

function seconds(run) {
  return run.started_at && run.finished_at ? (Date.parse(`${run.finished_at}Z`) - Date.parse(`${run.started_at}Z`)) / 1000 : null;
}
