// Building the page. All text goes in as text nodes: nothing that a news page said is ever read as markup.

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

function fill(id, ...children) {
  byId(id).replaceChildren(...children);
}

// A link only to the web; any other address (javascript:, data:, …) stays text that can be read.
function webLink(url, text) {
  if (!/^https?:\/\//i.test(url ?? "")) return element("span", {}, [text, url].filter(Boolean).join(", "));
  return element("a", {href: url, rel: "noreferrer noopener", target: "_blank"}, text || url);
}

function tags(names) {
  return element("span", {class: "tags"}, names.map((name) => element("span", {class: "tag"}, name)));
}

// Charts share their look with the page: its font and its colours, in light and in dark. To a screen
// reader a chart is one picture with one label; the tables beside it hold the numbers.
function chart(label, {style, ...options}) {
  const plot = Plot.plot({
    style: {fontFamily: "var(--sans)", fontSize: "12px", color: "var(--ink)", background: "none", ...style}, ...options,
  });
  plot.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", label);
  return plot;
}

function drawChart(id, label, options) {
  const plot = chart(label, options);
  fill(id, plot);
  return plot;
}

function noMarks(id, text) {
  fill(id, element("p", {class: "empty"}, text));
}

function widthOf(id, least = 280) {
  return Math.max(least, Math.floor(byId(id).getBoundingClientRect().width));
}
