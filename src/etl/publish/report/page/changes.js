// What the last run changed, and what the runs before it did.

const CHANGES_SHOWN = 6;

function showChanges(data) {
  const latest = data.changes.filter((change) => change.publication_id === data.about.publication_id);
  const shown = latest.length ? latest : data.changes.filter((change) => change.publication_id === data.changes[0]?.publication_id);
  const list = element("ul", {class: "changes"});
  const more = element("p", {class: "more"});
  const draw = (count) => {
    list.replaceChildren(...shown.slice(0, count).map((change) => changeCard(data, change)));
    const left = shown.length - count;
    more.replaceChildren(...(left > 0 ? [element("button", {type: "button", onclick: () => draw(count + 30)}, `Show ${NUMBER.format(Math.min(30, left))} more of ${NUMBER.format(left)}`)] : []));
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
    element("span", {class: "what"}, element("b", {}, change.kind), ...changeMarks(change)),
    agreement ? openButton(agreement.agreement_id, title) : element("span", {}, title),
    change.evidence ? element("blockquote", {}, change.evidence) : null);
}

function changeMarks(change) {
  if (change.kind === "merged") return [`into ${change.merged_into}`];
  if (change.kind === "gone") return ["no longer published"];
  const step = change.fields.find((field) => field.field === "status");
  const others = change.fields.filter((field) => field !== step).map((field) => words(field.field));
  const marks = step ? [stageMark(step.before), "→", stageMark(step.after)] : change.kind === "new" ? [stageMark(change.status)] : [];
  return others.length ? [...marks, others.join(", ")] : marks;
}

function openButton(id, title) {
  return element("button", {type: "button", class: "link title", onclick: () => openAgreement(id)}, title);
}
