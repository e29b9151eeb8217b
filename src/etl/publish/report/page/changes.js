// What the last run changed, and what the runs before it did.

const CHANGES_SHOWN = 6;
const CHANGES_MORE = 30;

function showChanges(data) {
  const latest = data.changes.filter((change) => change.publication_id === data.about.publication_id);
  const shown = latest.length ? latest : data.changes.filter((change) => change.publication_id === data.changes[0]?.publication_id);
  const list = element("ul", {class: "changes"});
  const more = element("p", {class: "more"});
  const draw = (count) => {
    list.replaceChildren(...shown.slice(0, count).map((change) => changeCard(data, change)));
    const left = shown.length - count;
    more.replaceChildren(...(left > 0 ? [moreButton(left, CHANGES_MORE, () => draw(count + CHANGES_MORE))] : []));
  };
  draw(CHANGES_SHOWN);
  fill("changes-body", element("p", {class: "lead"}, changeSummary(data, latest, shown)), list, more);
}

function changeSummary(data, latest, shown) {
  if (!shown.length) return "No agreement has been found yet.";
  const day = dayText(shown[0].changed_at);
  if (!latest.length) return `The last run changed no agreement. The latest changes are from ${day}.`;
  if (data.about.is_first) return `The first publication: ${counted(data.about.agreements, "agreement")}, the latest here.`;
  const fresh = latest.filter((change) => change.kind === "new").length;
  return `Since the publication before: ${counted(fresh, "new agreement")}, ${NUMBER.format(latest.length - fresh)} changed.`;
}

function changeCard(data, change) {
  const agreement = data.agreementById.get(change.agreement_id);
  const title = agreement?.title ?? change.title;
  return element("li", {class: "change"},
    element("span", {class: "what"}, element("b", {}, change.kind), ...changeMarks(data, change)),
    agreement ? openButton(agreement.agreement_id, title) : element("span", {}, title),
    change.kind === "changed" ? change.fields.filter(({field}) => field !== "status").map((field) => element("span", {class: "under"}, fieldLine(data, field))) : null,
    change.evidence ? element("blockquote", {}, change.evidence) : null);
}

function changeMarks(data, change) {
  if (change.kind === "merged") return [`into ${data.agreementById.get(change.merged_into)?.title ?? change.merged_into}`];
  if (change.kind === "gone") return ["no longer published"];
  const step = change.fields.find((field) => field.field === "status");
  if (step) return [stageMark(step.before), "→", stageMark(step.after)];
  return change.kind === "new" ? [stageMark(change.status)] : [];
}

const FIELD_NAMES = {
  committed_usd: "promised", status_on: "at this stage since", announced_on: "announced", signed_on: "signed",
  states_no_money: "no money, it is said", is_binding: "binding", parent_agreement_id: "part of", article_count: "articles",
};

// "promised: $2m → $5m"; of a list what came and what went.
function fieldLine(data, {field, before, after}) {
  const shown = (value) => fieldText(data, field, value) || "not known";
  const name = FIELD_NAMES[field] ?? words(field);
  if (!Array.isArray(before ?? after)) return `${name}: ${shown(before)} → ${shown(after)}`;
  const missing = (from, other) => (from ?? []).filter((value) => !(other ?? []).includes(value)).map(shown);
  return `${name}: ${[...missing(after, before).map((value) => `+ ${value}`), ...missing(before, after).map((value) => `− ${value}`)].join(", ")}`;
}

function fieldText(data, field, value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (field === "committed_usd") return moneyText(value);
  if (field === "parties") return partyName(data, value);
  if (field === "themes") return themeName(data, value);
  if (field === "parent_agreement_id") return data.agreementById.get(value)?.title ?? value;
  if (field.endsWith("_on")) return dayText(value);
  return field === "name" ? value : words(String(value));
}

function openButton(id, title) {
  return element("button", {type: "button", class: "link title", onclick: () => openAgreement(id)}, title);
}
