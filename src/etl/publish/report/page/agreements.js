// The table of agreements that the filters leave.

function showAgreementTable(data, found) {
  fill("agreement-table", sortableTable({
    caption: "All agreements",
    rows: found,
    sortBy: 5, descending: true,
    columns: [
      {label: "Agreement", value: (a) => a.title, cell: (a) => [openButton(a.agreement_id, a.title), a.name ? element("span", {class: "under"}, a.parties.map((id) => partyName(data, id)).join(" · ")) : ""]},
      {label: "Stage", value: (a) => stageRank(a.status), cell: (a) => stageMark(a.status), first: "descending"},
      {label: "Kind", value: (a) => words(a.kind)},
      {label: "Themes", value: (a) => a.themes.map((id) => themeName(data, id)).join(", "), cell: (a) => tags(a.themes.map((id) => themeName(data, id)))},
      {label: "Promised", value: (a) => a.committed_usd, cell: (a) => moneyText(a.committed_usd), number: true, first: "descending"},
      {label: "Last report", value: (a) => a.last_reported_on, cell: (a) => dayText(a.last_reported_on), class: "day", first: "descending"},
      {label: "Articles", value: (a) => a.article_count, number: true, first: "descending"},
    ],
  }));
}
