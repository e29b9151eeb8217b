// One agreement opened: its facts, its history with both clocks, its money, and every claim with its sentence.

function openAgreement(id) {
  location.hash = hashText({...readFilters(), agreement: id});
}

function showAgreement(data, id) {
  const dialog = byId("agreement");
  const agreement = data.agreementById.get(id);
  if (!agreement) {
    if (dialog.open) dialog.close();
    return;
  }
  const details = loadDetails();
  dialog.replaceChildren(
    element("button", {type: "button", class: "close", onclick: () => dialog.close()}, "Close"),
    stageMark(agreement.status),
    element("h2", {id: "agreement-title"}, agreement.title),
    factList(data, details, agreement),
    element("h3", {}, "History"), historySteps(details, agreement),
    ...moneyPart(data, details, agreement),
    element("h3", {}, "Every claim and its sentence"), claimList(data, details, agreement),
  );
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function factList(data, details, agreement) {
  const roles = new Map((details.rolesOf.get(agreement.agreement_id) ?? []).map((row) => [row.party_id, row.role]));
  const parent = data.agreementById.get(agreement.parent_agreement_id);
  const facts = [
    ["Parties", agreement.parties.map((id) => partyText(data, id, roles.get(id))).join("; ") || "not known"],
    ["Kind", `${words(agreement.kind)}, between ${levelText(agreement.level)}`],
    ["Themes", agreement.themes.length ? tags(agreement.themes.map((id) => themeName(data, id))) : "none named"],
    ["Binding", agreement.is_binding === null ? "not said" : agreement.is_binding ? "yes" : "no"],
    ["Promised", agreement.committed_usd !== null ? moneyText(agreement.committed_usd) : agreement.states_no_money ? "the articles say that no money is promised" : "no sum named"],
    ["First reported", dayText(agreement.first_reported_on)],
    ["Last reported", `${dayText(agreement.last_reported_on)}, ${counted(agreement.article_count, "article")} from ${counted(agreement.site_count, "site")}`],
    ["Part of", parent ? openButton(parent.agreement_id, parent.title) : agreement.parent_agreement_id],
    ["Confidence", agreement.confidence === null ? null : agreement.confidence > 0.99 ? "over 99%" : shareText(agreement.confidence)],
    ["Id", element("code", {}, agreement.agreement_id)],
  ];
  return element("dl", {class: "facts"}, facts.filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function partyText(data, id, role) {
  const party = data.partyById.get(id);
  const notes = [party?.party_type && party.party_type !== "country" ? words(party.party_type) : null, role && !["party", "signatory"].includes(role) ? words(role) : null];
  return [partyName(data, id), ...notes.filter(Boolean).map((note) => `(${note})`)].join(" ");
}

function levelText(level) {
  return {state: "states", organisation: "organisations", mixed: "states and organisations"}[level] ?? "parties";
}

function historySteps(details, agreement) {
  return element("ol", {class: "steps"}, agreement.history.map((step) =>
    element("li", {}, stageMark(step.status),
      element("span", {class: "clocks"},
        element("span", {}, `happened ${step.event_on ? eventText(step) : "on a day not known"}`), element("span", {}, `known since ${dayText(step.known_on)}`)),
      claim(details, step))));
}

function moneyPart(data, details, agreement) {
  const commitments = data.commitmentsOf.get(agreement.agreement_id) ?? [];
  if (!commitments.length) return [];
  return [element("h3", {}, "Money"), element("ul", {class: "claims"}, commitments.map((row) =>
    element("li", {}, element("b", {}, commitmentText(row)), inDollars(row), ` ${commitmentNotes(data, row)}`, claim(details, row))))];
}

function commitmentText(row) {
  const amount = (value) => new Intl.NumberFormat("en-GB", {notation: "compact", maximumSignificantDigits: 4}).format(value);
  const range = row.amount_min === null ? amount(row.amount) : `${amount(row.amount_min)} to ${amount(row.amount)}`;
  const bound = {up_to: "up to ", at_least: "at least "}[row.bound] ?? "";
  return `${bound}${row.currency ?? ""} ${range}${row.is_per_year ? " a year" : ""}`.trim();
}

function inDollars(row) {
  return row.currency === "USD" || row.amount_usd === null ? "" : ` (about ${moneyText(row.amount_usd)})`;
}

function commitmentNotes(data, row) {
  return [
    row.payer_id && `from ${partyName(data, row.payer_id)}`, row.payee_id && `to ${partyName(data, row.payee_id)}`,
    row.purpose && `for ${row.purpose}`, row.years && `over ${row.years} years`,
    row.is_total && "(a total of listed parts)", row.part_of && "(part of a total)", row.is_disputed && "(articles differ)",
    row.counted_usd === null && "(not counted again)",
  ].filter(Boolean).join(" ");
}

function claimList(data, details, agreement) {
  const reports = (details.reportsOf.get(agreement.agreement_id) ?? []).map((report) =>
    element("li", {}, element("b", {}, words(report.status)),
      report.event_on ? `, ${eventText(report)}` : "", `: ${words(report.kind)}`, claim(details, report)));
  const themes = (details.themeSentencesOf.get(agreement.agreement_id) ?? []).map((row) =>
    element("li", {}, "is about ", element("b", {}, themeName(data, row.theme_id)), `, said in ${counted(row.article_count, "article")}`, claim(details, row)));
  return element("ul", {class: "claims"}, reports, themes);
}

function eventText(report) {
  const day = dayText(report.event_on);
  return {day, month: day.replace(/^\d+ /, ""), quarter: `the quarter from ${day}`, year: day.slice(-4)}[report.event_on_precision] ?? day;
}

function claim(details, row) {
  const sentence = details.sentenceById.get(row.sentence_id);
  const article = details.articleById.get(row.article_id ?? sentence?.article_id);
  const source = article ? [webLink(article.url, article.title ?? article.url), `, ${article.site ?? "site not known"}, ${dayText(article.published_at)}`] : ["source not in this publication"];
  return element("p", {class: "claim"}, sentence ? element("q", {}, sentence.text) : null, element("cite", {}, source));
}
