"use strict";
(() => {
  // Names with a dot: a heading of the notebook has none of them.
  const $ = (name) => document.getElementById("page." + name);
  const svg = "http://www.w3.org/2000/svg";
  const knobs = new Map();
  let statusText = "", problem = null, held = [], complaint = null;

  // Whoever takes a connection and says nothing is not waited for.
  const patience = () => AbortSignal.timeout(5000);

  // Requests: one at a time in their order, and of a knob that is still being turned only where it is now.
  const waiting = [];
  let isSending = false;
  async function send({ name, body }) {
    try {
      // The address is a secret, and who answers there by now may be somebody else.
      if (!isConnected) throw new Error();
      const answer = await fetch(name, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: patience(),
      });
      complaint = answer.ok ? null : (await answer.json()).error;
    } catch (error) {
      complaint = "the preview does not answer; of one preview a browser can have six pages open";
    }
    showProblem();
  }
  async function ask(name, body = {}) {
    // What is turned after a request to save is not in it.
    const before = waiting.findLast((request) => request.name !== "turn" || request.body.knob === body.knob);
    if (name === "turn" && before?.name === "turn") before.body = body;
    else waiting.push({ name, body });
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) await send(waiting.shift());
    isSending = false;
  }
  function turn(knob, value) { ask("turn", { knob, value }); }

  function showProblem() {
    const text = complaint ?? problem;
    $("problem").hidden = text === null;
    $("problem").textContent = text ?? "";
  }

  // Knobs.
  const steps = 1000;
  function clamped({ low, high }, value) { return Math.min(Math.max(value, low), high); }
  function position(knob, value) {
    const scale = knob.isLogarithmic ? Math.log : Number;
    const [low, high, here] = [knob.low, knob.high, clamped(knob, value)].map(scale);
    return Math.round((here - low) / (high - low) * steps);
  }
  function valueAt(knob, place) {
    const { low, high, isLogarithmic } = knob;
    if (place <= 0) return String(low);
    if (place >= steps) return String(high);
    const width = (isLogarithmic ? Math.log(high) - Math.log(low) : high - low) / steps;
    const value = isLogarithmic ? Math.exp(Math.log(low) + width * place) : low + width * place;
    if (knob.isWhole) return String(clamped(knob, Math.round(value)));
    // As many decimals as tell a stop from the next.
    const step = isLogarithmic ? value * Math.expm1(width) : width;
    const digits = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)) + 1;
    return String(clamped(knob, digits < 1 ? 0 : Number(value.toPrecision(Math.min(digits, 17)))));
  }
  function element(tag, fields) { return Object.assign(document.createElement(tag), fields); }
  function makeKnob(knob) {
    const row = element("div", { className: "knob" });
    const id = "knob." + knob.key;
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
        const value = clamped(made.knob, Number(box.value) + sign);
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
    const section = status.progress && parts.get(status.progress.part);
    document.querySelectorAll(".progress").forEach((box) => { if (!section?.contains(box)) box.remove(); });
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
    const width = at[at.length - 1] - at[0] || 1;
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("viewBox", "0 0 100 100");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", "the loss so far" + (positive ? ", on a logarithmic scale" : ""));
    const line = document.createElementNS(svg, "polyline");
    line.setAttribute("points", at.map((x, index) => `${(100 * (x - at[0]) / width).toFixed(2)},${(97 - 94 * (heights[index] - low) / span).toFixed(2)}`).join(" "));
    picture.append(line);
    box.append(picture);
  }

  // Events.
  let isConnected = false, lost = "", lostAt = 0;
  function showStatus() {
    const files = held.length > 0 ? `; in memory alone: ${held.join(", ")}` : "";
    document.body.classList.toggle("lost", !isConnected);
    $("status").textContent = isConnected ? statusText + files : lost;
  }
  function disconnect(text) {
    if (isConnected || !lost) lostAt = Date.now();
    [isConnected, lost] = [false, text];
    showStatus();
  }
  // Whether the server is the one of this page, as only one that knows the secret can prove; null if there is none.
  async function isOwnServer() {
    const hexadecimal = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const challenge = hexadecimal(crypto.getRandomValues(new Uint8Array(16)));
    const wanted = ["nbrun preview", "127.0.0.1:" + location.port, location.pathname.split("/")[1], challenge].join(" ");
    let answer;
    try {
      answer = await (await fetch("/hello/" + challenge, { signal: patience() })).text();
    } catch (error) {
      return null;
    }
    return answer === hexadecimal(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(wanted)));
  }
  // A server keeps its address for ten minutes after its end.
  const longestWait = 600000;
  async function reconnect() {
    const isOwn = await isOwnServer();
    if (isOwn) connect();
    else if (isOwn === false) disconnect("the preview has been started again; open its new address");
    else if (Date.now() - lostAt > longestWait) disconnect("the preview has ended; start it again and open its new address");
    else setTimeout(reconnect, 1000);
  }
  function connect() {
    const events = new EventSource("events");
    events.onopen = () => { isConnected = true; showStatus(); };
    events.onerror = () => {
      // Of itself it would connect again, whoever is there.
      events.close();
      disconnect("the connection is lost; this page waits for the preview to come back");
      setTimeout(reconnect, 1000);
    };
    events.onmessage = (event) => {
      const update = JSON.parse(event.data);
      if (update.title !== undefined) {
        $("title").textContent = update.title;
        document.title = update.title + " – nbrun";
      }
      if (update.language) $("parts").lang = update.language;
      if (update.knobs) showKnobs(update.knobs);
      if (update.problem !== undefined) problem = update.problem;
      if (update.held) held = update.held;
      showParts(update);
      if (update.status) {
        showProgress(update.status);
        const { running, milliseconds } = update.status;
        statusText = running ? "running" : milliseconds === null ? "not run" : `ran in ${Math.round(milliseconds)} ms`;
      }
      showProblem();
      showStatus();
    };
  }
  $("save").onclick = () => ask("save");
  $("rerun").onclick = () => ask("rerun");
  connect();
})();
