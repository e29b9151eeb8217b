// The filters above the agreements. Their state lives in the address after the #, so that a view can be sent on.

const FILTERS = ["text", "party", "theme", "kind", "stage", "year"];

function showFilters(data, state, onChange) {
  const options = {
    party: data.parties.map((party) => [party.party_id, party.name ?? party.party_id]),
    theme: data.themes.map((theme) => [theme.theme_id, theme.name]),
    kind: [...new Set(data.agreements.map((agreement) => agreement.kind))].filter(Boolean).sort().map((kind) => [kind, words(kind)]),
    stage: STAGES.map((stage) => [stage, words(stage)]),
    year: [...new Set(data.agreements.flatMap((agreement) => [...agreement.years]))].sort((a, b) => b - a).map((year) => [String(year), String(year)]),
  };
  const update = () => onChange(readFilters());
  const search = element("input", {type: "search", id: "filter-text", name: "text", placeholder: "name, party, theme …", autocomplete: "off", oninput: update});
  const fields = [field("text", "Search", search)];
  for (const [name, choices] of Object.entries(options)) {
    const select = element("select", {id: `filter-${name}`, name, onchange: update},
      element("option", {value: ""}, "all"), choices.map(([value, label]) => element("option", {value}, label)));
    fields.push(field(name, name[0].toUpperCase() + name.slice(1), select));
  }
  fill("filters", ...fields, element("button", {type: "reset"}, "Clear"));
  byId("filters").addEventListener("reset", () => setTimeout(update));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  writeFilters(state);
}

function field(name, label, input) {
  return element("div", {class: `field field-${name}`}, element("label", {for: `filter-${name}`}, label), input);
}

function readFilters() {
  return Object.fromEntries(FILTERS.map((name) => [name, byId(`filter-${name}`).value.trim()]));
}

function writeFilters(state) {
  for (const name of FILTERS) byId(`filter-${name}`).value = state[name] ?? "";
}

function matching(agreements, filters) {
  const terms = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return agreements.filter((agreement) =>
    (!filters.party || agreement.parties.includes(filters.party))
    && (!filters.theme || agreement.themes.includes(filters.theme))
    && (!filters.kind || agreement.kind === filters.kind)
    && (!filters.stage || agreement.status === filters.stage)
    && (!filters.year || agreement.years.has(Number(filters.year)))
    && terms.every((term) => agreement.haystack.includes(term)));
}

function showCount(found, data, filters) {
  const isFiltered = Object.values(filters).some(Boolean);
  const shown = data.about.shown < data.about.agreements
    ? ` This page holds the ${NUMBER.format(data.about.shown)} reported last of ${NUMBER.format(data.about.agreements)}; the published tables hold all.` : "";
  fill("filter-count", (isFiltered
    ? `${NUMBER.format(found.length)} of ${counted(data.agreements.length, "agreement")}.`
    : `${counted(data.agreements.length, "agreement")}.`) + shown);
}
