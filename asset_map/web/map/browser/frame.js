// What stands round the map: the way past it, hints, the legend and whose the boundaries are.

import { swatchOf } from "./patterns.js";
import { picture } from "./shapes.js";

const CLUSTER = { shape: "circle", colour: "#4A5658" };

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** Make the frame inside the component's root; resolves when its style is there. */
export async function frameIn(root, { height, mode }) {
  // Its own name comes with the first message.
  const role = mode === "picture" ? "img" : "region";
  const canvas = element("div", { class: "map", role, "aria-label": "Map" });
  canvas.style.height = height;
  const hint = element("p", { class: "hint", "aria-hidden": "true" });
  const legend = element("ul", { class: "legend", "aria-label": "What the shapes mean" });
  const attribution = element("p", { class: "attribution" });
  const box = element("div", { class: "box" }, canvas, hint);
  const whole = element("div", { class: "asset-map" }, box, legend, attribution);
  if (mode !== "picture") withWayPast(whole);
  const styles = ["../../leaflet/leaflet.css", "./map.css"].map((path) => styleAt(path));
  root.append(...styles, whole);
  await Promise.all(styles.map(loaded));
  const remove = () => [...styles, whole].forEach((part) => part.remove());
  return { canvas, hint, legend, attribution, remove };
}

// People who go by keyboard need not walk through the map to reach what follows it.
function withWayPast(whole) {
  const end = element("p", { class: "end", tabindex: "-1" }, "End of the map");
  const skip = element("a", { class: "skip", href: "#" }, "Skip the map");
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    end.focus();
  });
  whole.prepend(skip);
  whole.append(end);
}

const styleAt = (path) =>
  element("link", { rel: "stylesheet", href: new URL(path, import.meta.url) });

const loaded = (link) =>
  new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });

/** Say what each shape means that is on the map just now. */
export function drawLegend(legend, { looks, hasStale, hasClusters, classes }) {
  const ofClasses = (classes?.looks ?? []).map((look) =>
    element("li", {}, swatchOf(look), look.label),
  );
  const ofPlaces = looks.map((look) => element("li", {}, picture(look), look.plural));
  const lines = [...ofClasses, ...ofPlaces];
  if (hasStale) {
    const words = "Not filled: not checked for over a year";
    lines.push(element("li", {}, picture(CLUSTER, { hollow: true }), words));
  }
  if (hasClusters) {
    const number = element("span", { class: "number", "aria-hidden": "true" }, "9");
    lines.push(element("li", {}, number, "A number: so many close together"));
  }
  legend.replaceChildren(...lines);
}

/** Return the label of a point, every typed word of it as text. */
export function labelOf(name, look) {
  return element("div", {}, element("strong", {}, name), element("br"), look.singular);
}

/** Return a list of buttons to choose one of several that stand at one place. */
export function choiceOf(choices, onChosen) {
  const lines = choices.map(({ name, look, index }) => {
    const button = element("button", { type: "button" }, picture(look), name);
    button.addEventListener("click", () => onChosen(index));
    return element("li", {}, button);
  });
  return element("ul", { class: "choices" }, ...lines);
}
