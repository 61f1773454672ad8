// Teach in the browser: the words, the queue that shows one after the other, and the recordings.
// Gradio runs this once with `element`, the frame of view.py, `trigger`, which tells the server, and
// `upload`, which sends a file.
const A_SECOND = 50; // pieces of sound
const KEPT = 12 * A_SECOND; // pieces that can still be cut out
const FLOOR = 0.0015, LEAST = 0.006; // of full scale: no room is quieter, no word either
const OVER = 3.5; // times as loud as the room: somebody speaks
const COUNT_SECONDS = 0.8, READY_SECONDS = 0.6, PATIENCE_SECONDS = 4, LONGEST_SECONDS = 2.4;
const BEFORE_SECONDS = 0.5, QUIET_SECONDS = 0.4, SPOKEN_SECONDS = 0.1, AFTER_SECONDS = 0.25;
const OPEN_SECONDS = 8; // the microphone stays open after a button was held
const ANSWER_SECONDS = 300; // then something went wrong; ONNX takes half a minute where many work
const COLOURED = 8; // words with a colour of their own, in page.css
const page = document.documentElement;
const part = (selector) => element.querySelector(selector);
const all = (selector) => [...element.querySelectorAll(selector)];
const frame = () => part(".teach");
const said = () => JSON.parse(frame().dataset.said);
const limits = () => JSON.parse(frame().dataset.limits);

// What the server is asked, one after the other, and what it answers

let number = 0, waiting = null, last = Promise.resolve();
function ask(event, told) {
  const mine = last.then(() => new Promise((resolve) => {
    const asked = `${performance.timeOrigin}-${++number}`;
    const late = setTimeout(() => waiting?.({}), ANSWER_SECONDS * 1000);
    waiting = (answer) => (clearTimeout(late), (waiting = null), resolve(answer));
    waiting.asked = asked;
    trigger(event, { ...told, asked });
  }));
  last = mine;
  return mine;
}
window.addEventListener("teach-answer", ({ detail }) => {
  if (!detail || !frame()) return;
  const answer = JSON.parse(detail);
  if (answer.words) reset(answer.words);
  show(answer);
  if (waiting && (answer.failed || waiting.asked === answer.asked)) waiting(answer);
});

let counts = {}, pending = {};
function show({ rows, counts: now, missing, ready, room, changed, result, wrong, word }) {
  counts = now;
  for (const row of all(".rows > li"))
    part(`.rows > [data-word="${row.dataset.word}"] .tries`).innerHTML = rows[row.dataset.word] ?? "";
  const any = Object.values(counts).some(Boolean);
  part("[data-act=train]").hidden = !any;
  part("[data-act=train]").disabled = !ready;
  part("[data-act=forget]").hidden = !any;
  part(".rest .go").classList.toggle("ready", ready);
  part(".room").textContent = room;
  if (result !== undefined) part(".result").innerHTML = result;
  const row = word && part(`.rows > [data-word="${CSS.escape(word)}"] .wrong`);
  if (wrong && row) row.textContent = wrong;
  tell((row ? "" : wrong) || changed || missing);
}
const tell = (words) => (part(".rest .told").textContent = words ?? "");

// The words

const rowsOf = () => all(".rows > li").map((row) => ({
  row, key: row.dataset.word, name: row.querySelector(".name").value.trim(),
}));
function addRow(key, name = "") {
  const row = part("template").content.firstElementChild.cloneNode(true);
  row.dataset.word = key;
  row.querySelector(".name").value = name;
  part(".rows").append(row);
  arrange();
  return row;
}
function arrange() { // colours by their order, and no more or fewer than can be taught
  const rows = all(".rows > li"), [fewest, most] = limits().words;
  rows.forEach((row, i) => (row.className = `word-${i % COLOURED}`));
  part("[data-act=add]").disabled = rows.length >= most;
  for (const row of rows) row.querySelector(".remove").disabled = rows.length <= fewest;
}
function reset(words) {
  part(".rows").replaceChildren();
  for (const { key, name } of words) addRow(key, name);
  while (all(".rows > li").length < limits().words[0]) addRow(crypto.randomUUID());
}
const tellNames = () =>
  ask("submit", { do: "name", words: rowsOf().map(({ key, name }) => ({ key, name })) });

// The microphone

let mic = null;
async function open() {
  clearTimeout(mic?.closing);
  if (mic) return mic;
  delete page.dataset.microphone;
  const context = new AudioContext(); // made in the click: Safari wants it so
  const mine = (mic = { context, rate: context.sampleRate, pieces: [], levels: [], n: 0, next: [] });
  try {
    mine.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    if (mic === mine)
      await window.microphone.pieces(context, mine.stream, A_SECOND, (piece) => heard(mine, piece));
    if (mic === mine) return mine;
    mine.stream.getTracks().forEach((track) => track.stop());
  } catch (error) {
    if (mic === mine) close();
  }
  return null;
}
function close() {
  if (!mic) return;
  const mine = mic;
  mic = null;
  for (const track of mine.stream?.getTracks() ?? []) track.stop();
  if (mine.context.state !== "closed") mine.context.close();
  for (const resolve of mine.next.splice(0)) resolve(false);
}
function heard(mine, piece) {
  if (mine !== mic) return;
  if (!element.isConnected || !element.offsetParent) return stop(); // another tab is open
  const level = Math.sqrt(piece.reduce((sum, x) => sum + x * x, 0) / piece.length) / 32768;
  mine.pieces.push(piece);
  mine.levels.push(level);
  mine.n++;
  if (mine.pieces.length > KEPT) mine.pieces.shift();
  if (mine.levels.length > 4 * A_SECOND) mine.levels.shift();
  part(".level").style.setProperty("--level", Math.min(1, Math.max(0, 1 + Math.log10(level) / 2.5)));
  for (const resolve of mine.next.splice(0)) resolve(true);
}
const piece = () => new Promise((resolve) => (mic ? mic.next.push(resolve) : resolve(false)));
const loud = () => {
  const sorted = [...mic.levels].sort((a, b) => a - b);
  const room = Math.max(FLOOR, sorted[Math.floor(sorted.length / 5)]);
  return Math.max(LEAST, OVER * room);
};
const now = () => mic.levels.at(-1);
function cut(from, to) { // numbers of pieces -> a WAV
  const first = mic.n - mic.pieces.length;
  const samples = window.microphone.joined(mic.pieces.slice(Math.max(0, from - first), to - first));
  return window.microphone.wav({ samples, rate: mic.rate });
}
async function send(key, bytes) {
  pending[key] = (pending[key] ?? 0) + 1;
  part(`.rows > [data-word="${key}"] .wrong`).textContent = "";
  const answer = await ask("submit", { do: "try", word: key, wav: window.microphone.base64(bytes) });
  pending[key]--;
  if (answer.added) sounds.set(answer.added, bytes);
  if (answer.wrong) toldRunning(answer.wrong, true);
  progress();
}

// The queue: the word with the fewest tries is next

let run = null;
const goal = () => Number(part("[name=teach-goal]:checked").value);
const have = (key) => (counts[key] ?? 0) + (pending[key] ?? 0);
function toldRunning(words, isWrong = false) {
  const line = part(".running .told");
  line.textContent = words;
  line.classList.toggle("bad", isWrong);
}
function progress() {
  if (!run) return;
  const done = run.words.reduce((sum, { key }) => sum + Math.min(goal(), counts[key] ?? 0), 0);
  const values = { done, all: goal() * run.words.length };
  part(".progress").textContent = said().progress.replace(/{(\w+)}/g, (_, name) => values[name]);
}
async function record() {
  const words = rowsOf().filter(({ name }) => name);
  if (words.length < limits().words[0]) {
    tell(said().names);
    rowsOf().find(({ name }) => !name)?.row.querySelector(".name").focus();
    return;
  }
  const opening = open(), naming = tellNames();
  const mine = (run = { words });
  state("ready");
  part("[data-act=pause]").focus();
  toldRunning("");
  progress();
  const answer = await naming;
  if (!(await opening) || answer.wrong || run !== mine) return run === mine && stop();
  let before = null, missed = 0;
  while (run === mine) {
    const left = words.filter(({ key }) => have(key) < goal());
    const next = left.sort((a, b) => have(a.key) - have(b.key) || (a === before) - (b === before))[0];
    if (!next) {
      await last;
      if (words.every(({ key }) => (counts[key] ?? 0) >= goal())) break;
      continue;
    }
    const bytes = await take(mine, next, before === null);
    if (run !== mine) return;
    before = next;
    missed = bytes ? 0 : missed + 1;
    if (bytes) send(next.key, bytes);
    if (missed > 1) {
      stop();
      return tell(said().stopped);
    }
  }
  if (run === mine) stop();
  part("[data-act=train]").focus();
}
async function take(mine, { row, name }, isFirst) { // shows a word -> its recording, or null
  const word = part(".running .now"), dots = part(".running .lead");
  word.textContent = name;
  word.className = `now ${row.className}`;
  state("ready");
  dots.textContent = said().ready;
  if (isFirst)
    for (const count of [3, 2, 1]) {
      dots.textContent = `${said().ready} ${count}`;
      if (!(await pieces(mine, COUNT_SECONDS))) return null;
    }
  const begin = mic.n;
  let from = null, spoken = 0, quiet = 0;
  for (let n = 0; n < PATIENCE_SECONDS * A_SECOND; n++) {
    if (from === null && n === Math.round(isFirst ? 0 : READY_SECONDS * A_SECOND)) {
      state("now");
      dots.textContent = said().now;
    }
    if (!(await piece()) || run !== mine) return null;
    const isLoud = now() > loud() * (from === null ? 1 : 0.6);
    if (isLoud && from === null) {
      from = mic.n;
      n = 0;
      state("hearing");
      dots.textContent = said().hearing;
    }
    if (from === null) continue;
    spoken += isLoud;
    quiet = isLoud ? 0 : quiet + 1;
    if (quiet > QUIET_SECONDS * A_SECOND && spoken < SPOKEN_SECONDS * A_SECOND) {
      from = null; // a click
      spoken = quiet = n = 0;
    } else if (quiet > QUIET_SECONDS * A_SECOND || mic.n - from > LONGEST_SECONDS * A_SECOND) {
      toldRunning(said().got);
      return cut(Math.max(begin - 5, from - BEFORE_SECONDS * A_SECOND), mic.n);
    }
  }
  toldRunning(said().nothing, true);
  return null;
}
async function pieces(mine, seconds) {
  for (let n = 0; n < seconds * A_SECOND; n++) if (!(await piece()) || run !== mine) return false;
  return true;
}
const state = (name) => (frame().dataset.state = name);
function stop() {
  run = null;
  close();
  if (frame()) state("rest");
}

// Hold a button to record; the moment before and after it belongs to the recording

let held = null;
async function hold(button) {
  if (held || run) return;
  const key = button.closest("li").dataset.word;
  const mine = (held = { key, button });
  const opening = open(), naming = tellNames();
  button.classList.add("held");
  const answer = await naming;
  if (!(await opening) || answer.wrong) return letGo(mine);
  mine.from = mic.n;
  button.classList.add("recording");
  if (mine.isOver) over(mine);
}
function letGo(mine) {
  mine.button.classList.remove("held", "recording");
  if (held === mine) held = null;
}
async function over(mine) {
  if (!mine) return;
  mine.isOver = true;
  if (mine.from === undefined) return;
  letGo(mine);
  for (let n = 0; n < AFTER_SECONDS * A_SECOND; n++) if (!(await piece())) return;
  send(mine.key, cut(mine.from - BEFORE_SECONDS * A_SECOND, mic.n));
  if (!run) mic.closing = setTimeout(() => !run && close(), OPEN_SECONDS * 1000);
}
element.addEventListener("pointerdown", (event) => {
  const button = event.target.closest("[data-act=hold]");
  if (!button || event.button) return;
  event.preventDefault();
  button.focus();
  button.setPointerCapture(event.pointerId);
  hold(button);
});
for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, () => over(held));
element.addEventListener("contextmenu", (event) => {
  if (event.target.closest("[data-act=hold]")) event.preventDefault(); // a long touch
});
const isPressed = ({ key }) => key === " " || key === "Enter";
element.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key === "Escape" && run) return stop();
  if (isPressed(event) && target.closest("[data-act=hold]")) {
    event.preventDefault();
    if (!event.repeat) hold(target.closest("[data-act=hold]"));
  } else if (isPressed(event) && target.closest("g[data-act]")) {
    event.preventDefault();
    press(target.closest("[data-act]"));
  } else if (key === "Enter" && target.matches(".name")) {
    event.preventDefault(); // else the button that gets the focus is pressed, too
    const next = target.closest("li").nextElementSibling?.querySelector(".name");
    (next ?? part("[data-act=record]")).focus();
  }
});
element.addEventListener("keyup", (event) => {
  if (!isPressed(event) || !event.target.closest("[data-act=hold]")) return;
  event.preventDefault();
  over(held);
});

// Everything that is pressed

const sounds = new Map(); // key of a try -> its WAV, here only
async function hear(keys) {
  for (const key of keys.split(" ")) {
    if (!sounds.has(key)) {
      const { wav } = await ask("submit", { do: "hear", key });
      if (!wav) continue;
      sounds.set(key, window.microphone.fromBase64(wav));
    }
    await window.microphone.play(sounds.get(key));
  }
}
async function press(target) {
  const { act, key, kind } = target.dataset;
  if (act === "record") record();
  if (act === "pause") stop();
  if (act === "add") addRow(crypto.randomUUID()).querySelector(".name").focus();
  if (act === "remove") {
    target.closest("li").remove();
    arrange();
    tellNames();
  }
  if (act === "hear") hear(key);
  if (act === "delete") {
    const row = target.closest("li");
    sounds.delete(key);
    await ask("submit", { do: "delete", key });
    (row.querySelector(".tries button") ?? row.querySelector("[data-act=hold]")).focus();
  }
  if (act === "train") {
    frame().classList.add("learning");
    const answer = (await tellNames()).wrong ? {} : await ask("apply", {});
    frame().classList.remove("learning");
    if (!answer.result) return;
    const title = part(".result h2");
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "start" });
  }
  if (act === "listen") document.querySelector('[role=tab][data-tab-id="listen"]').click();
  if (act === "take") {
    target.disabled = true;
    const { file } = await ask("download", { kind });
    target.disabled = false;
    if (file) save(file);
  }
  if (act === "forget" && confirm(said().forget_sure)) {
    sounds.clear();
    await ask("submit", { do: "forget" });
    reset([]);
  }
}
function save({ name, data }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([window.microphone.fromBase64(data)]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
element.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-act]");
  if (pressed && pressed.dataset.act !== "hold") press(pressed);
});
element.addEventListener("change", async ({ target }) => {
  if (target.matches(".name")) return void ((part(".rest .told").textContent = ""), tellNames());
  if (target.dataset.opens === "model") {
    if (target.files[0]) window.sendModel(target.files[0]);
    target.value = "";
  }
  if (target.dataset.opens === "try") {
    const word = target.closest("li").dataset.word, files = [...target.files];
    target.value = "";
    await tellNames();
    part(`.rows > [data-word="${word}"] .wrong`).textContent = "";
    for (const file of files) {
      const { path } = await upload(file).catch(() => ({})); // page.js says why
      if (path) await ask("submit", { do: "file", word, path, name: file.name });
    }
  }
});
arrange();
ask("submit", { do: "begin" }); // a zip may have been dropped on another tab before
