// Who agrees with whom: a matrix of the busiest parties and a table of all.

const MATRIX_PARTIES = 22;

function showMatrix(data, found) {
  const busiest = busiestParties(found.filter((a) => a.parties.length > 1), MATRIX_PARTIES);
  const kept = new Set(busiest);
  const pairs = found.flatMap((a) => {
    const members = a.parties.filter((party) => kept.has(party));
    return members.flatMap((one) => members.filter((other) => other !== one).map((other) => ({one, other})));
  });
  if (!pairs.length) return noMarks("chart-matrix", "No two parties share an agreement that matches the filters.");
  const cells = d3.rollups(pairs, (group) => group.length, (pair) => pair.one, (pair) => pair.other)
    .flatMap(([one, row]) => row.map(([other, agreements]) => ({one: partyName(data, one), other: partyName(data, other), agreements, filters: {party: one, text: partyName(data, other)}})));
  const paired = new Set(pairs.map((pair) => pair.one));
  const names = busiest.filter((id) => paired.has(id)).map((id) => partyName(data, id));
  drawGrid("chart-matrix", `Agreements shared by pairs of ${names.length} parties`, cells, {x: "other", y: "one", columns: names, rows: names});
}

function showPartyTable(data, found) {
  const rows = d3.rollups(found.flatMap((a) => a.parties.map((party) => ({party, a}))), (group) => group.map((pair) => pair.a), (pair) => pair.party)
    .map(([id, agreements]) => ({
      id, name: partyName(data, id), type: words(data.partyById.get(id)?.party_type), agreements: agreements.length,
      firm: agreements.filter((a) => ["signed", "in_force"].includes(a.status)).length,
      partners: new Set(agreements.flatMap((a) => a.parties)).size - 1,
      theme: d3.groupSort(agreements.flatMap((a) => a.themes), (group) => -group.length, (theme) => theme)[0],
    }));
  fill("party-table", sortableTable({
    caption: "Parties", rows, sortBy: 2, descending: true, page: 20,
    columns: [
      {label: "Party", value: (row) => row.name, cell: (row) => filterButton("party", row.id, row.name)},
      {label: "Type", value: (row) => row.type},
      {label: "Agreements", value: (row) => row.agreements, number: true, first: "descending"},
      {label: "Signed or in force", value: (row) => row.firm, number: true, first: "descending"},
      {label: "Partners", value: (row) => row.partners, number: true, first: "descending"},
      {label: "Main theme", value: (row) => (row.theme ? themeName(data, row.theme) : "")},
    ],
  }));
}
