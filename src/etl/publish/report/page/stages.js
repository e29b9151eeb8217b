// The stages of an agreement, in their order, with one colour and one sign each.

const STAGES = ["anticipated", "negotiating", "announced", "agreed", "signed", "in_force", "suspended", "ended"];
const STAGE_NOTES = {
  anticipated: "expected, not yet begun", negotiating: "talks have begun", announced: "made public, promised",
  agreed: "terms reached, not signed", signed: "signed by the parties", in_force: "has taken effect",
  suspended: "paused", ended: "withdrawn, collapsed or over",
};

function stageColour(stage) {
  return `var(--stage-${STAGES.includes(stage) ? stage : "suspended"})`;
}

const stageScale = () => ({domain: STAGES, range: STAGES.map(stageColour)});

function stageRank(stage) {
  return STAGES.indexOf(stage);
}

// A circle that fills as the agreement firms up: empty for a rumour, full when signed, ringed when in force.
function stageSign(stage) {
  const colour = stageColour(stage);
  const svg = svgElement("svg", {viewBox: "0 0 16 16", "aria-hidden": "true"});
  if (stage === "ended") {
    svg.append(svgElement("path", {d: "M4 4 12 12 M12 4 4 12", stroke: colour, "stroke-width": 2.4, fill: "none"}));
  } else if (stage === "suspended") {
    svg.append(svgElement("path", {d: "M5.5 3.5V12.5 M10.5 3.5V12.5", stroke: colour, "stroke-width": 2.6}));
  } else {
    const share = Math.min(stageRank(stage), 4) / 4;
    const radius = stage === "in_force" ? 4 : 6;
    if (stage === "in_force") svg.append(svgElement("circle", {cx: 8, cy: 8, r: 7, fill: "none", stroke: colour, "stroke-width": 1.4}));
    svg.append(svgElement("path", {d: slice(share, radius), fill: colour}));
    svg.append(svgElement("circle", {cx: 8, cy: 8, r: radius, fill: "none", stroke: colour, "stroke-width": 1.6}));
  }
  return svg;
}

function slice(share, radius) {
  const angle = 2 * Math.PI * Math.min(share, 0.9999);
  const x = 8 + radius * Math.sin(angle);
  const y = 8 - radius * Math.cos(angle);
  return `M8 8 V${8 - radius} A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${x} ${y} Z`;
}

function svgElement(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function stageMark(stage) {
  return element("span", {class: "stage"}, stageSign(stage), words(stage));
}

// Says beside a chart what its colours mean: only the stages that it shows.
function stageKey(present) {
  const shown = new Set(present);
  return element("p", {class: "legend"}, STAGES.filter((stage) => shown.has(stage)).map(stageMark));
}

// Where all agreements stand today: one bar, and under it the legend with the numbers, which filters.
function showStages(agreements) {
  const counts = d3.rollup(agreements, (group) => group.length, (agreement) => agreement.status);
  const present = STAGES.filter((stage) => counts.has(stage)).map((stage) => ({stage, agreements: counts.get(stage)}));
  fill("stage-legend", ...STAGES.map((stage) => element("li", {title: STAGE_NOTES[stage]},
    element("button", {type: "button", onclick: () => setFilters({stage})}, stageMark(stage), element("b", {}, NUMBER.format(counts.get(stage) ?? 0))))));
  if (!present.length) return noMarks("chart-stages", "No agreement yet.");
  drawChart("chart-stages", `Agreements by stage: ${present.map((row) => `${row.agreements} ${words(row.stage)}`).join(", ")}`, {
    width: widthOf("chart-stages"), height: 34, margin: 0, axis: null, color: stageScale(),
    marks: [Plot.barX(present, {x: "agreements", fill: "stage", insetLeft: 1, insetRight: 1, rx: 3, order: null,
      title: (row) => `${words(row.stage)}: ${counted(row.agreements, "agreement")}`})],
  });
}
