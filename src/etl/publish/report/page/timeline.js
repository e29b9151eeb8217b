// Agreements in time: all steps as a histogram, and the agreements reported last as lines through their stages.

const LIFELINES = 24;

function showSteps(found) {
  const all = found.flatMap((agreement) => agreement.history);
  const dated = all.filter((step) => step.date);
  const begin = beginOfStory(dated);
  const steps = dated.filter((step) => step.date >= begin);
  const left = [
    all.length > dated.length && `${counted(all.length - dated.length, "step")} without any known day`,
    dated.length > steps.length && `${counted(dated.length - steps.length, "step")} before ${begin.getUTCFullYear()}`,
  ].filter(Boolean);
  fill("steps-note", left.length ? `Left out: ${left.join(", ")}.` : "");
  fill("steps-key", stageKey(steps.map((step) => step.status)));
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

// A treaty of 1982 that an article recalls would squeeze all others to the right: of many steps the
// oldest fiftieth stays outside the picture, if it lies years before the rest.
function beginOfStory(steps) {
  const dates = steps.map((step) => step.date).sort(d3.ascending);
  const first = dates[0];
  const usual = dates[Math.floor(dates.length / 50)];
  return dates.length >= 50 && d3.utcYear.count(first, usual) > 3 ? d3.utcYear.floor(usual) : first;
}

// Agreements with more than one step have a story to show; where there are hardly any, all are shown.
function withStory(found) {
  const dated = found.filter((agreement) => agreement.history.some((step) => step.date));
  const stories = dated.filter((agreement) => agreement.history.filter((step) => step.date).length > 1);
  return (stories.length >= 5 ? stories : dated).slice(0, LIFELINES);
}

function lifeline(agreement, row) {
  const steps = agreement.history.filter((step) => step.date).map((step) => ({...step, row, agreement}));
  const spans = steps.slice(1).map((step, index) => ({row, status: steps[index].status, from: steps[index].date, to: step.date}));
  return {steps, spans};
}

function showLifelines(found) {
  const shown = withStory(found);
  if (!shown.length) return noMarks("chart-lifelines", "No dated agreement matches the filters.");
  const width = widthOf("chart-lifelines");
  const isNarrow = width < 640;
  const rowHeight = isNarrow ? 42 : 28;
  const lines = shown.map(lifeline);
  const steps = lines.flatMap((line) => line.steps);
  const first = d3.min(steps, (step) => step.date);
  const isFirm = (step) => stageRank(step.status) >= stageRank("agreed");
  const names = shown.map((agreement, row) => ({row, text: agreement.title}));
  // In ems of the chart's type: as wide as the margin that the name stands in.
  const named = {text: "text", y: "row", textAnchor: "start", className: "lifeline-name", textOverflow: "ellipsis", lineWidth: (isNarrow ? width - 20 : 350) / 12};
  const dots = {x: "date", y: "row", r: 5, stroke: "status", strokeWidth: 2.2, title: stepTitle};
  const plot = drawChart("chart-lifelines", `Stages of ${counted(shown.length, "agreement")} over time`, {
    width, height: shown.length * rowHeight + 44, marginLeft: isNarrow ? 10 : 370, marginRight: 16, marginTop: isNarrow ? 40 : 30, marginBottom: 8,
    x: {type: "utc", axis: "top", label: null, grid: true, tickSize: 0},
    y: {type: "linear", domain: [-0.6, shown.length - 0.4], axis: null, range: [isNarrow ? 46 : 32, shown.length * rowHeight + 36]},
    color: stageScale(),
    marks: [
      Plot.ruleY(lines.flatMap((line) => line.spans), {y: "row", x1: "from", x2: "to", stroke: "status", strokeWidth: 4, strokeOpacity: 0.45}),
      Plot.dot(steps.filter(isFirm), {...dots, fill: "status"}),
      Plot.dot(steps.filter((step) => !isFirm(step)), {...dots, fill: "var(--paper)"}),
      Plot.text(names, isNarrow
        ? {...named, x: () => first, dy: -15, dx: -4}
        : {...named, frameAnchor: "left", dx: -370}),
    ],
  });
  plot.querySelectorAll(".lifeline-name text").forEach((node, row) => {
    node.addEventListener("click", () => openAgreement(shown[row].agreement_id));
  });
}

function stepTitle(step) {
  return `${words(step.status)}, ${step.event_on ? eventText(step) : `told on ${dayText(step.shown_on)}`}\nknown since ${dayText(step.known_on)}\n${step.agreement.title}`;
}

function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
