// Keeps what is typed into the form on this device, so that a dropped tab loses nothing.
// The form is complete without it. What was begun in another tab, perhaps by somebody else,
// is offered by its name and never put into the fields unasked.
"use strict";
(() => {
  const KEPT = "asset-map-form";
  const A_DAY = 24 * 60 * 60 * 1000;
  const form = document.querySelector("form[data-screen]");
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT));
      if (kept && Date.now() - kept.at < A_DAY) return kept;
      localStorage.removeItem(KEPT);
    } catch { /* no storage here, or nothing that can be read */ }
    return null;
  };
  const forget = () => {
    try { localStorage.removeItem(KEPT); } catch { /* there was none */ }
  };

  if (document.querySelector("[data-sent]")) forget();
  document.getElementById("problems")?.focus();
  if (!form) return;

  const fields = () => [...form.elements].filter((one) => one.name && one.name !== "to");
  const typed = () => {
    const answers = {};
    for (const one of fields()) {
      if ((one.type !== "radio" && one.type !== "checkbox") || one.checked) {
        if (one.value) answers[one.name] = one.value;
      }
    }
    return answers;
  };
  const keep = () => {
    try {
      const screen = form.dataset.screen;
      localStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), screen, answers: typed() }));
      document.querySelector("[data-device]").hidden = false;
    } catch { /* private windows have no room to keep anything */ }
  };
  const fill = (answers) => {
    for (const one of fields()) {
      if (one.type === "hidden") continue;
      if (one.type === "radio" || one.type === "checkbox") {
        one.checked = answers[one.name] === one.value;
      } else {
        one.value = answers[one.name] ?? "";
      }
    }
  };
  // The server draws the screen that was open, with every answer; it checks them as ever.
  const goOn = (kept) => {
    const again = document.createElement("form");
    again.method = "post";
    again.action = `/add/${kept.screen}`;
    for (const [name, value] of Object.entries({ ...kept.answers, to: kept.screen })) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = name;
      hidden.value = value;
      again.append(hidden);
    }
    document.body.append(again);
    again.submit();
  };

  const kept = read();
  const here = form.elements.request_key.value;
  const isMine = kept && kept.answers.request_key === here;
  const begun = document.querySelector("[data-begun]");
  if ("overwrite" in form.dataset) {
    keep();
  } else if (isMine) {
    // The same form, loaded again: what was typed since the server drew it comes back.
    if (kept.screen === form.dataset.screen) fill(kept.answers);
    keep();
  } else if (kept) {
    const name = kept.answers.name || form.dataset.unnamed;
    begun.querySelector("[data-begun-words]").textContent = form.dataset.begunText.replace("%s", () => name);
    begun.hidden = false;
    begun.querySelector("[data-go-on]").addEventListener("click", () => goOn(kept));
  }

  for (const button of document.querySelectorAll("[data-forget]")) {
    button.addEventListener("click", () => {
      forget();
      form.removeEventListener("input", keep);
      location.assign("/add");
    });
  }
  form.addEventListener("input", () => {
    begun.hidden = true;
    keep();
  });
})();
