// Putting the page together: the address holds the view, the view decides what is drawn.

const data = loadOverview();
const summaries = themeSummaries(data);
let drawnFilters = null;

function hashText(view) {
  return new URLSearchParams(Object.entries(view).filter(([, value]) => value)).toString();
}

function viewFromHash() {
  const hash = location.hash.slice(1);
  return hash.includes("=") ? Object.fromEntries(new URLSearchParams(hash)) : {};
}

// Show only what these values leave, beside the filters that are set, and lead there.
function setFilters(values) {
  for (const [name, value] of Object.entries(values)) byId(`filter-${name}`).value = value;
  applyFilters(readFilters());
  byId("agreements").scrollIntoView();
  byId(`filter-${Object.keys(values)[0]}`).focus({preventScroll: true});
}

function applyFilters(filters) {
  keepInAddress(filters);
  drawAgreements(filters);
}

function keepInAddress(filters) {
  const hash = hashText(filters);
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

function drawAgreements(filters) {
  drawnFilters = filters;
  const found = matching(data.agreements, filters);
  showCount(found, data, filters);
  drawCharts(found);
  showAgreementTable(data, found);
  showPartyTable(data, found);
}

function drawCharts(found) {
  showSteps(found);
  showLifelines(found);
  showHeat(data, found);
  showMatrix(data, found);
  showMoney(data, found);
}

function showTotals() {
  const {totals} = data;
  const items = [["agreements", totals.agreements], ["parties", totals.parties], ["articles read", totals.articles], ["sites", totals.sites]];
  fill("totals", ...items.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, NUMBER.format(value)))));
}

function followHash() {
  const view = viewFromHash();
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("=")) return;
  writeFilters(view);
  if (JSON.stringify(readFilters()) !== JSON.stringify(drawnFilters)) drawAgreements(readFilters());
  showAgreement(data, view.agreement);
}

function start() {
  showTotals();
  showChanges(data);
  showStages(data.agreements);
  showFilters(data, viewFromHash(), applyFilters);
  drawAgreements(readFilters());
  showThemes(summaries);
  showHealth(data);
  showAgreement(data, viewFromHash().agreement);
  window.addEventListener("hashchange", followHash);
  byId("agreement").addEventListener("close", () => keepInAddress(readFilters()));
  byId("agreement").addEventListener("click", (event) => { if (event.target === byId("agreement")) byId("agreement").close(); });
  redrawOnResize();
  document.documentElement.dataset.ready = "true";
}

function redrawOnResize() {
  let width = document.body.clientWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (document.body.clientWidth === width) return;
      width = document.body.clientWidth;
      showStages(data.agreements);
      drawCharts(matching(data.agreements, readFilters()));
    }, 150);
  });
}

start();
