"use strict";
// Everything here works on what the page already shows: nothing is loaded, and without scripts the page still reads.
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const lower = (text) => text.toLocaleLowerCase("en");

all("[hidden].tools, [hidden].player, [hidden].theme").forEach((part) => part.removeAttribute("hidden"));

// Colours: as the system has them, or as the reader wants them.
const theme = find("#theme");
if (theme) {
  const key = "dlm-bench-colours";
  const remembered = () => {
    try {
      return localStorage.getItem(key);
    } catch (denied) {
      return null;
    }
  };
  const show = () => {
    document.documentElement.style.colorScheme = theme.value;
    try {
      localStorage.setItem(key, theme.value);
    } catch (denied) {
      // The choice is forgotten.
    }
  };
  if ([...theme.options].some((option) => option.value === remembered())) {
    theme.value = remembered();
    show();
  }
  theme.addEventListener("change", show);
}

// Places within closed details are opened when a link leads there.
function open() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") {
      part.open = true;
    }
  }
  if (target) {
    target.scrollIntoView();
  }
}
addEventListener("hashchange", open);
open();

// Sorts a table by the column whose heading is pressed; cells without a value stay last.
for (const table of all("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const key = (row, column) => row.cells[column].dataset.sort;
  headings.forEach((heading, column) => {
    const numeric = column === 0 || heading.classList.contains("number");
    find("button", heading).addEventListener("click", () => {
      const descending = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sign = descending ? -1 : 1;
      const rows = [...body.rows].sort((one, other) => {
        const a = key(one, column);
        const b = key(other, column);
        if (a === "" || b === "") {
          return (a === "" ? 1 : 0) - (b === "" ? 1 : 0);
        }
        return sign * (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
      });
      body.append(...rows);
    });
  });
}

// Filters the main table by words and by limits on columns.
const filter = find("#filter");
if (filter) {
  const table = find("#main-table");
  const keys = [...table.tHead.rows[0].cells].map((heading) => heading.dataset.key);
  const names = keys.map((name) => name && lower(name));
  const limit = /^(.+?)(<=|>=|<|>|=)(-?[0-9.]+(?:e-?\d+)?)$/;
  const holds = (value, sign, bound) =>
    ({ "<": value < bound, ">": value > bound, "<=": value <= bound, ">=": value >= bound, "=": value === bound })[sign];
  // Words of a name begin behind a comma or an equals sign: block is not the end of stepsPerBlock.
  const begins = (text, wanted) => {
    let at = text.indexOf(wanted);
    while (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]) && /^[\p{L}\p{N}]/u.test(wanted)) {
      at = text.indexOf(wanted, at + 1);
    }
    return at >= 0;
  };
  const condition = (word) => {
    const parts = limit.exec(word);
    const column = parts ? names.indexOf(parts[1]) : -1;
    if (column >= 0) {
      return (row) => {
        const value = row.cells[column].dataset.sort;
        return value !== "" && holds(Number(value), parts[2], Number(parts[3]));
      };
    }
    const unwanted = word.length > 1 && word.startsWith("-");
    const wanted = unwanted ? word.slice(1) : word;
    return (row) => begins(lower(row.cells[0].textContent + " " + row.cells[1].textContent), wanted) !== unwanted;
  };
  filter.addEventListener("input", () => {
    const conditions = lower(filter.value).split(/\s+/).filter(Boolean).map(condition);
    const rows = [...table.tBodies[0].rows];
    rows.forEach((row) => {
      row.hidden = !conditions.every((each) => each(row));
    });
    const left = rows.filter((row) => !row.hidden).length;
    find("#results output").value = conditions.length === 0 ? "" : left + " of " + rows.length + " points";
  });
}

// Says what a mark of a chart stands for, and leads to its point.
const bubble = document.createElement("div");
bubble.className = "bubble";
bubble.hidden = true;
document.body.append(bubble);
function tell(mark) {
  const title = find("title", mark);
  bubble.hidden = !title;
  if (title) {
    bubble.textContent = title.textContent;
    const place = mark.getBoundingClientRect();
    const left = place.left + place.width / 2 - bubble.offsetWidth / 2;
    bubble.style.left = scrollX + Math.max(4, Math.min(left, innerWidth - bubble.offsetWidth - 4)) + "px";
    bubble.style.top = scrollY + place.top - bubble.offsetHeight - 6 + "px";
  }
}
for (const mark of all("svg .mark")) {
  mark.addEventListener("pointerenter", () => tell(mark));
  mark.addEventListener("focus", () => tell(mark));
  for (const leaving of ["pointerleave", "blur"]) {
    mark.addEventListener(leaving, () => {
      bubble.hidden = true;
    });
  }
  mark.addEventListener("click", () => {
    const row = all("#main-table tbody tr").find((each) => each.dataset.point === mark.dataset.point);
    if (row) {
      location.hash = find("a", row).hash;
    }
  });
}
for (const chart of all("figure[id]")) {
  // One mark of a chart can be reached by Tab, the others from there by the arrow keys.
  for (const drawing of all("svg", chart)) {
    const marks = all(".mark", drawing);
    marks.forEach((mark, index) => {
      mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
      mark.addEventListener("keydown", (event) => {
        const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const next = marks[index + way];
        if (next) {
          event.preventDefault();
          mark.setAttribute("tabindex", "-1");
          next.setAttribute("tabindex", "0");
          next.focus();
        } else if (event.key === "Enter") {
          mark.dispatchEvent(new MouseEvent("click"));
        }
      });
    });
  }
  const toggle = find("button.scale", chart);
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      const pressed = toggle.getAttribute("aria-pressed") !== "true";
      toggle.setAttribute("aria-pressed", String(pressed));
      all(".card > div", chart).forEach((drawing, index) => {
        drawing.hidden = (index === 1) !== pressed;
      });
    });
  }
}

// Samples: searched, by rank, and two points side by side.
const search = find("#sample-search");
if (search) {
  const rank = find("#sample-rank");
  const left = find("#sample-left");
  const right = find("#sample-right");
  const holder = find(".samples");
  const cards = all("article", holder);
  const mark = (pre, words) => {
    const text = pre.textContent;
    pre.textContent = "";
    let from = 0;
    for (let at = lower(text).indexOf(words); words && at >= 0; at = lower(text).indexOf(words, from)) {
      const found = document.createElement("mark");
      found.textContent = text.slice(at, at + words.length);
      pre.append(text.slice(from, at), found);
      from = at + words.length;
    }
    pre.append(text.slice(from));
  };
  const show = () => {
    const words = lower(search.value);
    const chosen = [left.value, right.value].filter(Boolean);
    let count = 0;
    holder.classList.toggle("beside", chosen.length > 1);
    for (const card of cards) {
      card.hidden = chosen.length > 0 && !chosen.includes(card.dataset.name);
      card.style.order = chosen.length > 1 && card.dataset.name === right.value ? "2" : "";
      const list = find("ol", card);
      const rows = all("li", list);
      const key = (row) => (rank.value === "first" ? 0 : (rank.value === "best" ? 1 : -1) * Number(row.dataset.nats));
      const number = (row) => Number(/\d+/.exec(row.textContent)[0]);
      rows.sort((one, other) => key(one) - key(other) || number(one) - number(other));
      list.append(...rows);
      let shown = 0;
      for (const row of rows) {
        const pre = find("pre", row);
        const ranked = row.dataset.rank.split(" ").includes(rank.value);
        const matches = words !== "" && lower(pre.textContent).includes(words);
        row.classList.remove("more");
        row.hidden = words === "" ? !ranked || (chosen.length === 0 && shown >= 2) : !matches;
        shown += row.hidden ? 0 : 1;
        mark(pre, words);
      }
      card.hidden = card.hidden || (words !== "" && shown === 0);
      count += card.hidden ? 0 : shown;
    }
    find("#samples output").value = words === "" ? "" : count + (count === 1 ? " sample" : " samples");
  };
  for (const control of [search, rank, left, right]) {
    control.addEventListener(control === search ? "input" : "change", show);
  }
  show();
}

// Plays recorded drawings beside each other.
const player = find(".player");
if (player) {
  const lanes = all("[data-lane]", player).map((article) => {
    const [traces, verdicts] = all("script", article).map((script) => JSON.parse(script.textContent));
    traces.forEach((trace) => {
      trace.given = trace.steps.filter((step) => step.role === "given");
      trace.steps = trace.steps.filter((step) => step.role !== "given");
    });
    return { article, prompt: article.dataset.prompt, traces, verdicts };
  });
  const play = find("#play");
  const slider = find("#at");
  const pace = find("#pace");
  const chosen = find("#trace");
  const boxes = all(".lanes-choice input", player);
  let timer = 0;

  const number = (lane) => Math.min(chosen ? Number(chosen.value) : 0, lane.traces.length - 1);
  const trace = (lane) => lane.traces[number(lane)];
  const visible = () => lanes.filter((lane, index) => boxes[index].checked);
  const length = () => Math.max(1, ...visible().map((lane) => trace(lane).steps.length));

  /** What stands in every cell after so many steps: its text, what was there before, and how it came. */
  function cells(lane, steps) {
    const { length: size, steps: made, given: prompts } = trace(lane);
    const touched = new Set(made.flatMap((step) => step.at));
    const state = Array.from({ length: size }, () => ({ text: "", before: "", kind: "blank", revised: 0 }));
    for (const prompt of prompts) {
      prompt.at.forEach((place, i) => {
        state[place] = { text: prompt.to[i], before: "", kind: "given", revised: 0 };
      });
    }
    if (prompts.length === 0) {
      let given = 0;
      while (given < size && !touched.has(given)) {
        given++;
      }
      const letters = [...lane.prompt];
      for (let i = 0; i < given; i++) {
        const text = letters.length === given ? letters[i] : i === 0 ? lane.prompt : "";
        state[i] = { text, before: "", kind: "given", revised: 0 };
      }
    }
    made.slice(0, steps).forEach((step, index) => {
      const now = index === steps - 1;
      step.at.forEach((place, i) => {
        const old = state[place] || { text: "", kind: "blank", revised: 0 };
        const text = step.role === "remask" && !step.to[i] ? "" : step.to[i];
        const revision = old.kind !== "blank" && old.kind !== "noise" && old.text !== "" ? 1 : 0;
        state[place] = {
          text,
          before: now && (revision || (step.role === "remask" && old.text)) ? old.text : "",
          kind: text === "" ? "blank" : step.role === "noise" ? "noise" : now ? "fresh" : "settled",
          revised: old.revised + revision,
        };
      });
    });
    return state;
  }

  const printed = (text) => text.replaceAll("\n", "⏎\n");

  function paint(lane, at) {
    const total = trace(lane).steps.length;
    const steps = pace.value === "end" ? Math.round((at / length()) * total) : Math.min(at, total);
    const line = document.createDocumentFragment();
    let revised = 0;
    for (const cell of cells(lane, steps)) {
      const box = document.createElement("span");
      box.className = cell.kind + (cell.revised ? " revised" : "");
      box.textContent = cell.kind === "blank" ? "·" : printed(cell.text);
      if (cell.before) {
        const struck = document.createElement("s");
        struck.textContent = printed(cell.before).replace("\n", "");
        box.prepend(struck);
      }
      revised += cell.revised;
      line.append(box);
    }
    find(".cells", lane.article).replaceChildren(line);
    find(".count", lane.article).textContent =
      "step " + steps + " of " + total + (revised ? ", " + revised + " revised" : "") +
      (steps === total && lane.verdicts[number(lane)] ? ", " + lane.verdicts[number(lane)] : "");
  }

  function draw() {
    slider.max = String(length());
    const at = Number(slider.value);
    lanes.forEach((lane, index) => {
      lane.article.hidden = !boxes[index].checked;
    });
    visible().forEach((lane) => paint(lane, at));
    find("#place").value = at + " of " + slider.max;
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  }

  function move(to) {
    slider.value = String(to);
    draw();
    if (timer && Number(slider.value) >= Number(slider.max)) {
      stop();
    }
  }

  function start() {
    if (Number(slider.value) >= Number(slider.max)) {
      slider.value = "0";
    }
    clearInterval(timer);
    timer = setInterval(() => move(Number(slider.value) + 1), 1000 / Number(find("#speed").value));
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
  }

  play.addEventListener("click", () => (timer ? stop() : start()));
  find("#step-forward").addEventListener("click", () => {
    stop();
    move(Number(slider.value) + 1);
  });
  find("#step-back").addEventListener("click", () => {
    stop();
    move(Number(slider.value) - 1);
  });
  find("#rewind").addEventListener("click", () => {
    stop();
    move(0);
  });
  find("#speed").addEventListener("change", () => timer && start());
  slider.addEventListener("input", () => {
    stop();
    draw();
  });
  for (const control of [pace, chosen, ...boxes]) {
    control?.addEventListener("change", draw);
  }
  draw();
}
