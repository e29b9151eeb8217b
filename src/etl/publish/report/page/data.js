// The page's data: tables as the publication wrote them, turned into objects and joined by their ids.

function tableRows({columns, rows}) {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

function embedded(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function groupedBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[key])) groups.set(row[key], []);
    groups.get(row[key]).push(row);
  }
  return groups;
}

function indexedBy(rows, key) {
  return new Map(rows.map((row) => [row[key], row]));
}

function loadOverview() {
  const {about, changes, ...tables} = embedded("overview");
  const data = {about, changes};
  for (const [name, table] of Object.entries(tables)) data[name] = tableRows(table);
  data.totals = data.totals[0];
  data.partyById = indexedBy(data.parties, "party_id");
  data.themeById = indexedBy(data.themes, "theme_id");
  data.agreementById = indexedBy(data.agreements, "agreement_id");
  data.commitmentsOf = groupedBy(data.commitments, "agreement_id");
  const historyOf = groupedBy(data.history, "agreement_id");
  for (const step of data.history) step.date = asDate(step.shown_on);
  for (const agreement of data.agreements) {
    agreement.history = historyOf.get(agreement.agreement_id) ?? [];
    agreement.years = new Set(agreement.history.filter((step) => step.date).map((step) => step.date.getUTCFullYear()));
    agreement.haystack = [
      agreement.title, agreement.agreement_id, words(agreement.kind),
      ...agreement.parties.map((id) => partyName(data, id)), ...agreement.themes.map((id) => themeName(data, id)),
    ].join(" ").toLowerCase();
  }
  return data;
}

// Sentences and articles are most of the page's weight: they are read when the first agreement is opened.
let loadedDetails = null;
function loadDetails() {
  if (loadedDetails) return loadedDetails;
  const tables = Object.fromEntries(Object.entries(embedded("details")).map(([name, table]) => [name, tableRows(table)]));
  loadedDetails = {
    articleById: indexedBy(tables.articles, "article_id"),
    sentenceById: indexedBy(tables.sentences, "sentence_id"),
    reportsOf: groupedBy(tables.reports, "agreement_id"),
    rolesOf: groupedBy(tables.party_roles, "agreement_id"),
    themeSentencesOf: groupedBy(tables.theme_sentences, "agreement_id"),
  };
  return loadedDetails;
}

function partyName(data, id) {
  return data.partyById.get(id)?.name ?? id;
}

function themeName(data, id) {
  return data.themeById.get(id)?.name ?? words(id);
}

function words(id) {
  return (id ?? "not known").replaceAll("_", " ");
}

function asDate(text) {
  return text ? new Date(`${text.slice(0, 10)}T00:00:00Z`) : null;
}

const DAY = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"});
const NUMBER = new Intl.NumberFormat("en-GB");
const MONEY = new Intl.NumberFormat("en-GB", {style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", notation: "compact", maximumSignificantDigits: 3});

function dayText(text) {
  return text ? DAY.format(asDate(text)) : "not known";
}

function moneyText(usd) {
  return usd === null || usd === undefined ? "" : MONEY.format(usd);
}

function shareText(share) {
  return share === null || share === undefined ? "" : `${Math.round(share * 100)}%`;
}

function changeText(share) {
  return share === null || share === undefined ? "" : `${share > 0 ? "+" : share < 0 ? "−" : ""}${shareText(Math.abs(share))}`;
}

function counted(number, noun, plural = `${noun}s`) {
  return `${NUMBER.format(number)} ${number === 1 ? noun : plural}`;
}
