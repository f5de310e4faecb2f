"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const svg = "http://www.w3.org/2000/svg";
  const knobs = new Map();
  let statusText = "", problem = null, held = [], complaint = null;

  // Requests: one at a time, and of a knob that is still being turned only where it is now.
  const waiting = new Map();
  let isSending = false;
  async function ask(name, body) {
    try {
      const answer = await fetch(name, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      });
      complaint = answer.ok ? null : (await answer.json()).error;
    } catch (error) {
      complaint = "the preview does not answer";
    }
    showProblem();
  }
  async function turn(key, value) {
    waiting.set(key, value);
    if (isSending) return;
    isSending = true;
    while (waiting.size > 0) {
      const [next] = waiting;
      waiting.delete(next[0]);
      await ask("turn", { knob: next[0], value: next[1] });
    }
    isSending = false;
  }

  function showProblem() {
    const text = complaint ?? problem;
    $("problem").hidden = text === null;
    $("problem").textContent = text ?? "";
  }

  // Knobs.
  const steps = 1000;
  function position(knob, value) {
    const { low, high } = knob;
    const share = knob.isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.round(Math.min(Math.max(share, 0), 1) * steps);
  }
  function valueAt(knob, place) {
    const share = place / steps;
    if (place <= 0) return String(knob.low);
    if (place >= steps) return String(knob.high);
    const value = knob.isLogarithmic ? knob.low * (knob.high / knob.low) ** share : knob.low + (knob.high - knob.low) * share;
    return String(knob.isWhole ? Math.round(value) : Number(value.toPrecision(3)));
  }
  function element(tag, fields) { return Object.assign(document.createElement(tag), fields); }
  function makeKnob(knob) {
    const row = element("div", { className: "knob" });
    const id = "knob-" + knob.key;
    const label = element("label", { textContent: knob.key, title: knob.key, htmlFor: id });
    const reset = element("button", { textContent: "↺", type: "button" });
    reset.setAttribute("aria-label", "Reset " + knob.key);
    reset.onclick = () => turn(knob.key, null);
    const made = { row, reset, inputs: [] };
    if (knob.kind === "slider") {
      const slider = element("input", { type: "range", min: 0, max: steps, id });
      const box = element("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
      box.setAttribute("aria-label", knob.key + ", value");
      let isHeld = false;
      slider.onpointerdown = () => { isHeld = true; };
      slider.onpointerup = slider.onpointercancel = () => { isHeld = false; };
      slider.oninput = () => {
        box.value = valueAt(made.knob, slider.valueAsNumber);
        slider.setAttribute("aria-valuetext", box.value);
        turn(knob.key, box.value);
      };
      slider.onkeydown = (event) => {
        // A step of a whole number is 1, whatever the length of the slider.
        const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
        if (!sign || !made.knob.isWhole) return;
        event.preventDefault();
        const value = Math.min(Math.max(Number(box.value) + sign, made.knob.low), made.knob.high);
        box.value = String(value);
        slider.value = position(made.knob, value);
        turn(knob.key, box.value);
      };
      box.onchange = () => turn(knob.key, box.value.trim());
      made.inputs = [slider, box];
      made.show = (knob) => {
        // What is being turned or typed is ahead of what comes back.
        if (isHeld || document.activeElement === box) return;
        slider.value = position(knob, Number(knob.value));
        box.value = knob.value;
        slider.setAttribute("aria-valuetext", knob.value);
      };
    } else if (knob.kind === "menu") {
      const menu = element("select", { className: "wide", id });
      for (const choice of knob.choices) menu.append(element("option", { value: choice, textContent: choice }));
      menu.onchange = () => turn(knob.key, menu.value);
      made.inputs = [menu];
      made.show = (knob) => { menu.value = knob.value; };
    } else {
      const box = element("input", { type: "text", className: "wide", id, autocomplete: "off" });
      box.onchange = () => turn(knob.key, box.value);
      made.inputs = [box];
      made.show = (knob) => { if (document.activeElement !== box) box.value = knob.value; };
    }
    row.append(label, ...made.inputs, reset);
    return made;
  }
  function showKnobs(list) {
    const signature = (knob) => JSON.stringify([knob.kind, knob.choices ?? null]);
    const shown = [];
    for (const knob of list) {
      let made = knobs.get(knob.key);
      if (!made || made.signature !== signature(knob)) {
        made = makeKnob(knob);
        made.signature = signature(knob);
        knobs.set(knob.key, made);
      }
      made.knob = knob;
      made.show(knob);
      made.row.classList.toggle("turned", knob.isTurned);
      made.reset.title = "Back to " + knob.file;
      shown.push(made.row);
    }
    for (const key of [...knobs.keys()]) if (!list.some((knob) => knob.key === key)) knobs.delete(key);
    const rows = $("knobs");
    if (rows.children.length !== shown.length || shown.some((row, index) => rows.children[index] !== row)) rows.replaceChildren(...shown);
    $("save").hidden = !list.some((knob) => knob.isTurned);
  }

  // Parts.
  const parts = new Map();
  function part(id) {
    let made = parts.get(id);
    if (!made) {
      made = element("div", { id });
      parts.set(id, made);
    }
    return made;
  }
  function showParts(update) {
    for (const [id, html] of Object.entries(update.parts ?? {})) {
      const here = part(id);
      const progress = here.querySelector(".progress");
      const source = here.querySelector("details");
      const isOpen = source?.open;
      here.innerHTML = html;
      if (source && here.querySelector("details")) here.querySelector("details").open = isOpen;
      if (progress) here.querySelector(".cell details")?.after(progress);
    }
    if (update.order) {
      for (const id of [...parts.keys()]) if (!update.order.includes(id)) { parts.get(id).remove(); parts.delete(id); }
      let after = null;
      for (const id of update.order) {
        const here = part(id);
        const place = after ? after.nextSibling : $("parts").firstChild;
        if (place !== here) $("parts").insertBefore(here, place);
        after = here;
      }
    }
    if (update.old) for (const [id, section] of parts) section.classList.toggle("old", update.old.includes(id));
  }

  // The training under way.
  function showProgress(status) {
    for (const [id, section] of parts) section.classList.toggle("running", id === status.running);
    document.querySelectorAll(".progress").forEach((box) => { if (!status.progress || box.closest("#parts > div").id !== status.running) box.remove(); });
    const section = status.progress && parts.get(status.running);
    if (!section) return;
    let box = section.querySelector(".progress");
    if (!box) {
      box = element("div", { className: "progress" });
      section.querySelector(".cell details")?.after(box);
    }
    const { step, steps, at, loss, runs } = status.progress;
    const last = loss.length > 0 ? ", loss " + loss[loss.length - 1].toPrecision(4) : "";
    const text = runs ? `run ${runs[0]} of ${runs[1]}` : `step ${step} of ${steps}${last}`;
    box.replaceChildren(text);
    if (loss.length < 2) return;
    const positive = loss.every((value) => value > 0);
    const heights = positive ? loss.map(Math.log) : loss;
    const low = Math.min(...heights), high = Math.max(...heights), span = high - low || 1;
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("viewBox", "0 0 100 100");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", "the loss so far" + (positive ? ", on a logarithmic scale" : ""));
    const line = document.createElementNS(svg, "polyline");
    line.setAttribute("points", at.map((x, index) => `${(100 * x / steps).toFixed(2)},${(97 - 94 * (heights[index] - low) / span).toFixed(2)}`).join(" "));
    picture.append(line);
    box.append(picture);
  }

  // Events.
  let isConnected = false;
  function showStatus() {
    const files = held.length > 0 ? `; in memory alone: ${held.join(", ")}` : "";
    document.body.classList.toggle("lost", !isConnected);
    $("status").textContent = isConnected ? statusText + files : "the connection is lost; this page waits for the preview to come back";
  }
  function connect() {
    const events = new EventSource("events");
    events.onopen = () => { isConnected = true; showStatus(); };
    events.onerror = () => {
      isConnected = false;
      showStatus();
      // A server that has another secret refuses for good; one that comes back does not.
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
    };
    events.onmessage = (event) => {
      const update = JSON.parse(event.data);
      if (update.title !== undefined) {
        $("title").textContent = update.title;
        document.title = update.title + " – nbrun";
      }
      if (update.knobs) showKnobs(update.knobs);
      if (update.problem !== undefined) problem = update.problem;
      if (update.held) held = update.held;
      showParts(update);
      if (update.status) {
        showProgress(update.status);
        statusText = update.status.running ? "running" : `ran in ${Math.round(update.status.milliseconds)} ms`;
        document.body.dataset.pictures = update.status.pictures;
      }
      showProblem();
      showStatus();
    };
  }
  $("save").onclick = () => ask("save", {});
  $("rerun").onclick = () => ask("rerun", {});
  connect();
})();
