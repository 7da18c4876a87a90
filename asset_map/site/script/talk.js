// Keeps a conversation on this phone until the server has it; without it the form is posted
// as any other. Each carries its own id, so that sending it again keeps it once.
"use strict";
(() => {
  const DRAFT = "asset-map-talk";
  const UNSENT = "asset-map-talks-unsent";
  const RETRY_MS = 20_000;
  // What nobody sent within a week is not shown to whoever has the phone then.
  const A_WEEK = 7 * 24 * 60 * 60 * 1000;
  const form = document.querySelector("form[data-talk]");
  const told = document.querySelector("[data-told]");
  const clear = document.querySelector("[data-clear]");
  if (!form) return;

  const read = (key, empty) => {
    try { return JSON.parse(localStorage.getItem(key)) ?? empty; } catch { return empty; }
  };
  const write = (key, value) => {
    try {
      if (value === null || value.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch { return false; /* no room, or a private window */ }
  };
  const say = (words) => {
    told.textContent = words;
    told.hidden = !words;
  };
  // The proof of who is signed in is this page's, and never kept on the phone.
  const typed = () => [...new FormData(form)]
    .filter(([name]) => name !== "proof").map(([name, value]) => [name, String(value)]);
  const fill = (pairs) => {
    const values = new Map(pairs);
    for (const one of form.elements) {
      if (!one.name || one.name === "proof") continue;
      if (one.type === "checkbox" || one.type === "radio") one.checked = values.get(one.name) === one.value;
      else one.value = values.get(one.name) ?? "";
    }
  };
  const isEmpty = () => ["for_group", "note", "offers", "asks"].every((name) => !form.elements[name].value);
  const freshId = () => {
    // crypto.randomUUID is missing where the page comes over a plain local address.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const count = () => {
    const unsent = read(UNSENT, []);
    clear.hidden = unsent.length === 0 && read(DRAFT, null) === null;
    if (unsent.length) say(form.dataset.waiting.replace("%s", String(unsent.length)));
  };
  // "kept", "refused", or "away" where nobody answered.
  const send = async (pairs) => {
    try {
      const body = new URLSearchParams([...pairs, ["proof", form.elements.proof.value]]);
      const answer = await fetch("/talk", { method: "POST", body });
      if (new URL(answer.url).pathname === "/talk/kept" && answer.ok) return "kept";
      return answer.status >= 500 ? "away" : "refused";
    } catch { return "away"; }
  };
  let isSending = false;
  const sendWaiting = async () => {
    if (isSending) return;
    isSending = true;
    const before = read(UNSENT, []).length;
    for (const pairs of read(UNSENT, [])) {
      const came = await send(pairs);
      if (came === "away") break;
      const id = new Map(pairs).get("request");
      const others = read(UNSENT, []).filter((one) => new Map(one).get("request") !== id);
      if (came === "refused") {
        if (!isEmpty()) break;
        fill(pairs);
        say(form.dataset.back);
      }
      write(UNSENT, others);
    }
    isSending = false;
    if (before && !read(UNSENT, []).length && told.textContent !== form.dataset.back) say(form.dataset.gone);
    count();
  };

  const draft = read(DRAFT, null);
  if (draft && !(Date.now() - draft.at < A_WEEK)) write(DRAFT, null);
  else if (draft && !("problems" in form.dataset) && isEmpty()) fill(draft.pairs);
  form.addEventListener("input", () => {
    write(DRAFT, { at: Date.now(), pairs: typed() });
    clear.hidden = false;
  });
  clear.addEventListener("click", () => {
    write(DRAFT, null);
    write(UNSENT, null);
    location.assign("/talk");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pairs = typed();
    const came = await send(pairs);
    if (came === "kept") {
      write(DRAFT, null);
      location.assign("/talk/kept");
    } else if (came === "refused" || !write(UNSENT, [...read(UNSENT, []), pairs])) {
      form.submit();
    } else {
      write(DRAFT, null);
      const day = form.elements.held_on.value;
      fill([["request", freshId()], ["held_on", day], ["audience", "partners"]]);
      count();
      told.scrollIntoView();
    }
  });
  window.addEventListener("online", sendWaiting);
  setInterval(() => { if (read(UNSENT, []).length) sendWaiting(); }, RETRY_MS);
  count();
  sendWaiting();
})();
