// Somebody's own page in a roadshow: sends cards in the background and keeps on the phone what
// is not sent yet. The page is complete without it. It needs nothing that browsers give to
// https alone, for in a hall the laptop answers by plain http.
"use strict";
(() => {
  const HERE = `asset-map-room:${location.pathname.split("/")[2]}:`;
  const SOONEST_MS = 2000;
  const LATEST_MS = 15000;
  const PATIENCE_MS = 10000;
  const LOOK_MS = 10000;

  // Private windows may have no room to keep anything: then a card lives as long as the page.
  const store = (act) => {
    try { return act(localStorage); } catch { return null; }
  };
  const kept = () => store((room) => Object.keys(room).filter((key) => key.startsWith(HERE))) ?? [];
  const forget = (key) => store((room) => room.removeItem(HERE + key));
  const keep = (key, words) => store((room) => room.setItem(HERE + key, words));

  if (document.querySelector("[data-forget]")) {
    for (const key of kept()) store((room) => room.removeItem(key));
  }

  const said = document.querySelector("[data-said]");
  if (said) {
    const look = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(`${location.pathname}/${said.dataset.said}`);
        if (answer.status !== 200) return;
        const moved = await answer.json();
        const went = new Set([...moved.gone, ...moved.cards.map((card) => card.id)]);
        for (const line of [...said.children]) if (went.has(line.dataset.card)) line.remove();
        for (const card of moved.cards.reverse()) {
          const line = document.createElement("li");
          line.dataset.card = card.id;
          for (const [name, words] of [["words", card.text], ["by", card.by]]) {
            const part = document.createElement("span");
            part.className = name;
            part.textContent = words;
            if (words) line.append(part, " ");
          }
          said.prepend(line);
        }
        said.dataset.said = moved.seq;
      } catch { /* no network just now: the next look may find it */ }
    };
    setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
  }

  const form = document.querySelector("form[data-room]");
  if (!form) return;
  const text = form.elements.text;
  const told = document.getElementById("told");
  const mine = document.getElementById("mine");
  const base = form.elements.id.value;
  const waiting = [];
  let count = 0;
  let isSending = false;
  let pause = SOONEST_MS;
  let timer = 0;

  const lineOf = (card) => {
    const line = document.getElementById("card").content.firstElementChild.cloneNode(true);
    const chip = form.querySelector(`[name=kind][value="${card.kind}"]`);
    line.querySelector(".what").textContent = chip ? chip.nextElementSibling.textContent : "";
    line.querySelector(".words").textContent = card.text;
    line.querySelector(".unseen").append(card.text);
    line.querySelector("[name=card]").value = card.id;
    line.querySelector("form").hidden = true;
    mine.prepend(line);
    return line;
  };
  const note = (one, words, canClear) => {
    let shown = one.line.querySelector(".note");
    if (!shown) {
      shown = document.createElement("p");
      shown.className = "note";
      one.line.append(shown);
    }
    shown.textContent = words;
    if (!canClear) return;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "link";
    clear.textContent = form.dataset.clear;
    clear.addEventListener("click", () => {
      forget(one.card.id);
      const at = waiting.indexOf(one);
      if (at >= 0) waiting.splice(at, 1);
      one.line.remove();
      text.focus();
    });
    shown.append(" ", clear);
  };
  const wait = (card) => {
    const one = { card, line: lineOf(card) };
    one.line.classList.add("unsent");
    note(one, form.dataset.waiting, false);
    waiting.push(one);
  };

  // Answers "kept", "later", or why the register does not take it.
  const post = async (card) => {
    const patience = new AbortController();
    const over = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(card),
        signal: patience.signal,
      });
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return "later";
      const word = await answer.json();
      return answer.ok && word.id === card.id ? "kept" : word.error || "later";
    } catch {
      return "later";
    } finally {
      clearTimeout(over);
    }
  };
  const send = async () => {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    while (waiting.length) {
      const one = waiting[0];
      const outcome = await post(one.card);
      if (outcome === "later") {
        for (const each of waiting) note(each, form.dataset.later, true);
        timer = setTimeout(send, pause);
        pause = Math.min(pause * 2, LATEST_MS);
        break;
      }
      pause = SOONEST_MS;
      if (waiting[0] === one) waiting.shift();
      if (outcome === "kept") {
        forget(one.card.id);
        one.line.classList.remove("unsent");
        one.line.querySelector(".note").remove();
        one.line.querySelector("form").hidden = false;
        told.textContent = form.dataset.added;
      } else {
        note(one, outcome, true);
      }
    }
    isSending = false;
  };

  for (const key of kept().sort()) {
    const words = store((room) => room.getItem(key));
    if (key === `${HERE}typing`) {
      if (!text.value) text.value = words;
      continue;
    }
    try { wait(JSON.parse(words)); } catch { store((room) => room.removeItem(key)); }
  }
  if (waiting.length) send();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const card = Object.fromEntries(new FormData(form));
    if (!card.text.trim()) {
      text.focus();
      return;
    }
    count += 1;
    card.id = `${base}-${count}`;
    keep(card.id, JSON.stringify(card));
    forget("typing");
    told.textContent = "";
    text.value = "";
    if (form.elements.availability) form.elements.availability.value = "";
    wait(card);
    send();
    text.focus();
  });
  text.addEventListener("input", () => (text.value ? keep("typing", text.value) : forget("typing")));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
})();
