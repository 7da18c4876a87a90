// Moving the map without trapping the page: two fingers on a phone, Ctrl with a wheel.

const HINT_MS = 1400;

export const isTouch = () => window.matchMedia("(pointer: coarse)").matches;
export const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** How a map of this mode may be moved. */
export function movements(mode) {
  const isMoved = mode !== "picture";
  const isSmooth = !isStill();
  return {
    attributionControl: false,
    zoomControl: isMoved,
    dragging: isMoved && !isTouch(),
    keyboard: isMoved,
    scrollWheelZoom: isMoved,
    touchZoom: isMoved,
    doubleClickZoom: isMoved,
    boxZoom: false,
    zoomSnap: 0.25,
    inertia: isSmooth,
    zoomAnimation: isSmooth,
    fadeAnimation: isSmooth,
    markerZoomAnimation: isSmooth,
  };
}

/** Let one finger and a plain wheel scroll the page; say how the map is moved instead. */
export function leaveThePageScrolling(canvas, hint) {
  let timer;
  const say = (words) => {
    hint.textContent = words;
    hint.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("shown"), HINT_MS);
  };
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      say("Hold Ctrl and turn the wheel to come closer");
    },
    { capture: true, passive: true },
  );
  canvas.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1 && isTouch()) say("Use two fingers to move the map");
    },
    { passive: true },
  );
}
