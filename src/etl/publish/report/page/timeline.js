// Agreements in time: all steps as a histogram, and the agreements reported last as lines through their stages.

const LIFELINES = 24;

function showSteps(found) {
  const steps = found.flatMap((agreement) => agreement.history).filter((step) => step.date);
  if (!steps.length) return noMarks("chart-steps", "No dated step among these agreements.");
  const [first, last] = d3.extent(steps, (step) => step.date);
  const years = (last - first) / 31_557_600_000;
  const interval = years > 6 ? "quarter" : years > 1.5 ? "month" : "week";
  drawChart("chart-steps", `Steps of agreements by ${interval}, coloured by stage`, {
    width: widthOf("chart-steps"), height: 240, marginLeft: 40,
    x: {type: "utc", label: null}, y: {label: `steps a ${interval}`, grid: true, nice: true},
    color: stageScale(),
    marks: [
      Plot.rectY(steps, Plot.binX(
        {y: "count", title: (bin, {x1}) => `${words(bin[0].status)}: ${counted(bin.length, "step")} in the ${interval} from ${DAY.format(x1)}`},
        {x: "date", fill: "status", interval, order: STAGES, inset: 0.4},
      )),
      Plot.ruleY([0], {stroke: "var(--muted)"}),
    ],
  });
}

function showLifelines(found) {
  const shown = found.filter((agreement) => agreement.history.some((step) => step.date)).slice(0, LIFELINES);
  if (!shown.length) return noMarks("chart-lifelines", "No dated agreement matches the filters.");
  const width = widthOf("chart-lifelines");
  const isNarrow = width < 640;
  const rowHeight = isNarrow ? 40 : 27;
  const position = new Map(shown.map((agreement, index) => [agreement.agreement_id, index]));
  const steps = shown.flatMap((agreement) => agreement.history.filter((step) => step.date)
    .map((step) => ({...step, row: position.get(step.agreement_id), agreement})));
  const spans = shown.map((agreement) => ({row: position.get(agreement.agreement_id), agreement, dates: d3.extent(agreement.history, (step) => step.date)}));
  const label = (agreement) => shortened(agreement.title, isNarrow ? Math.floor(width / 7.2) : 54);
  const plot = drawChart("chart-lifelines", `Stages of ${shown.length} agreements over time`, {
    width, height: shown.length * rowHeight + 40, marginLeft: isNarrow ? 10 : 360, marginRight: 16, marginTop: 26, marginBottom: 8,
    x: {type: "utc", axis: "top", label: null, grid: true},
    y: {type: "linear", domain: [-0.6, shown.length - 0.4], reverse: false, axis: null, range: [26, shown.length * rowHeight + 30]},
    color: stageScale(),
    marks: [
      Plot.ruleY(spans, {y: "row", x1: (span) => span.dates[0], x2: (span) => span.dates[1], stroke: "var(--line)", strokeWidth: 3}),
      Plot.dot(steps, {
        x: "date", y: "row", r: 5, fill: (step) => (stageRank(step.status) < 3 ? "none" : step.status), stroke: "status", strokeWidth: 2.4,
        title: (step) => `${words(step.status)}, ${dayText(step.event_on)}\nknown since ${dayText(step.known_on)}\n${step.agreement.title}`,
      }),
      Plot.text(shown, isNarrow
        ? {text: label, x: () => d3.min(steps, (step) => step.date), y: (agreement) => position.get(agreement.agreement_id), dy: -14, textAnchor: "start", className: "lifeline-name"}
        : {text: label, y: (agreement) => position.get(agreement.agreement_id), frameAnchor: "left", dx: -350, textAnchor: "start", className: "lifeline-name"}),
    ],
  });
  plot.querySelectorAll(".lifeline-name text").forEach((node, index) => {
    node.style.cursor = "pointer";
    node.addEventListener("click", () => openAgreement(shown[index].agreement_id));
  });
}

function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
