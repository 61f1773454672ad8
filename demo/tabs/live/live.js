// Live in the browser: microphone -> pieces to the server, and what comes back -> the page.
// Gradio runs this once with `element`, the frame of view.py, and `trigger`, which tells the server.
const PIECES = 20; // a second: each one waits to be full before it leaves
const SECONDS = 8; // of sound in the picture
const KEPT_SECONDS = 60; // of sound, here only: to hear a word again
const COLUMN_SECONDS = 0.01;
const BANDS = 40, LOWEST = 20, HIGHEST = 7600; // Hz, as the network has them
const MOST_WORDS = 12;
const COLOURED = 8; // words with a colour of their own, in page.css
const page = document.documentElement;
const part = (selector) => element.querySelector(selector);

let live = null; // all of one time between Start and Stop

function begin() {
  if (live) return;
  for (const name of ["live", "microphone"]) delete page.dataset[name];
  const context = new AudioContext(); // made in the click: Safari wants it so
  live = {
    context, rate: context.sampleRate, sound: [], samples: 0, scores: [], words: new Map(),
    columns: [], painted: 0, at: performance.now(), labels: [], threshold: 1,
  };
  trigger("submit", { at: live.at }); // the answer is a ticket
}

window.addEventListener("live-ticket", ({ detail }) => {
  const [at, ticket] = String(detail ?? "").split(":");
  if (!live || live.socket || Number(at) !== live.at) return;
  if (!ticket) return end("full");
  connect(live, ticket);
  listen(live).catch(() => {}); // page.js says why there is no microphone; the buttons work
});

function connect(mine, ticket) {
  const root = new URL(window.gradio_config?.root || location.href);
  const address = new URL(`${root.pathname.replace(/\/$/, "")}/live`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = new URLSearchParams({ ticket, rate: mine.rate });
  const socket = (mine.socket = new WebSocket(address));
  socket.onmessage = ({ data }) => mine === live && told(JSON.parse(data));
  socket.onclose = () => mine === live && end("closed");
  part(".live").dataset.state = "on";
  part(".words").replaceChildren();
  part(".running").querySelector("[data-act=end]").focus();
  requestAnimationFrame(() => draw(mine));
}

async function listen(mine) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  mine.stream = stream;
  if (mine !== live) return letGo(mine);
  await window.microphone.pieces(mine.context, stream, PIECES, (piece) => heard(mine, piece));
}

function heard(mine, piece) {
  if (mine !== live) return;
  if (mine.socket.readyState === WebSocket.OPEN) mine.socket.send(piece.buffer.slice(0));
  else return; // time begins with the first piece that the server gets
  mine.sound.push(piece);
  mine.samples += piece.length;
  mine.came = performance.now();
  while (mine.sound.length * piece.length > KEPT_SECONDS * mine.rate) mine.sound.shift();
  paint(mine);
}

function letGo(mine) {
  for (const track of mine.stream?.getTracks() ?? []) track.stop();
  if (mine.context.state !== "closed") mine.context.close();
}

function end(why) {
  if (!live) return;
  const mine = live;
  live = null;
  letGo(mine);
  mine.socket?.close();
  const frame = part(".live");
  if (frame) frame.dataset.state = "off";
  if (why) page.dataset.live = why;
}

// What the server tells

function told({ labels, threshold, scores, words, game, steps, end: why }) {
  if (labels) Object.assign(live, { labels, threshold });
  if (scores) live.scores = [...live.scores, ...scores].slice(-SECONDS * 15);
  for (const word of words ?? []) {
    live.words.set(word.number, word);
    const list = part(".words");
    list.insertAdjacentHTML("afterbegin", word.html);
    while (list.children.length > MOST_WORDS) list.lastElementChild.remove();
  }
  if (game !== undefined) part(".game").innerHTML = game;
  if (steps !== undefined) part(".ways").innerHTML = steps;
  if (why === "model") { // another one was chosen: begin anew with it
    end();
    begin();
  } else if (why) end({ full: "full", silent: "silent" }[why] ?? "closed");
}

element.addEventListener("click", ({ target }) => {
  const { act, answer, word } = target.closest("[data-act]")?.dataset ?? {};
  if (act === "begin") begin();
  if (act === "end") end();
  if (act === "answer") say({ answer });
  if (act === "hear") play(Number(word));
  if (act === "explain") trigger("select", { wav: asText(Number(word)) });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  say(Object.fromEntries(new FormData(event.target)));
});
function say(what) {
  if (live?.socket?.readyState === WebSocket.OPEN) live.socket.send(JSON.stringify(what));
}

// A word again: its second, from what the browser kept

let last = null; // the words of the last time stay to be heard
function cut(number) {
  const mine = (last = live ?? last);
  const word = mine?.words.get(number);
  if (!word) return { samples: new Int16Array(0), rate: 16000 };
  const all = window.microphone.joined(mine.sound);
  const first = mine.samples - all.length;
  const from = Math.round((Math.min(word.start, word.window) - 0.25) * mine.rate) - first;
  const to = Math.round((Math.max(word.end, word.window + 1) + 0.35) * mine.rate) - first;
  return { samples: all.slice(Math.max(0, from), Math.max(0, to)), rate: mine.rate };
}
const asText = (number) =>
  window.microphone.base64(window.microphone.wav(cut(number)));
const play = (number) => window.microphone.play(window.microphone.wav(cut(number)));

// The picture: a column of tones every 10 ms, and a line for each word's score

function paint(mine) {
  const size = 2 ** Math.ceil(Math.log2(0.025 * mine.rate));
  const hop = Math.round(COLUMN_SECONDS * mine.rate);
  mine.window ??= Float32Array.from({ length: size }, (_, i) =>
    0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  mine.rest = Float32Array.from([...(mine.rest ?? []), ...(mine.sound.at(-1))]);
  let from = 0;
  for (; from + size <= mine.rest.length; from += hop) {
    const real = mine.rest.subarray(from, from + size).map((x, i) => (x / 32768) * mine.window[i]);
    mine.columns.push(bands(power(real), mine.rate, size));
  }
  mine.rest = mine.rest.slice(from);
  mine.columns = mine.columns.slice(-SECONDS / COLUMN_SECONDS);
}
function power(real) { // radix 2
  const n = real.length, imaginary = new Float32Array(n);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [real[i], real[j]] = [real[j], real[i]];
  }
  for (let half = 1; half < n; half *= 2)
    for (let k = 0; k < half; k++) {
      const c = Math.cos((-Math.PI * k) / half), s = Math.sin((-Math.PI * k) / half);
      for (let i = k; i < n; i += 2 * half) {
        const j = i + half;
        const r = real[j] * c - imaginary[j] * s, m = real[j] * s + imaginary[j] * c;
        real[j] = real[i] - r; imaginary[j] = imaginary[i] - m;
        real[i] += r; imaginary[i] += m;
      }
    }
  return real.map((value, i) => value * value + imaginary[i] * imaginary[i]);
}
const mel = (hertz) => 2595 * Math.log10(1 + hertz / 700);
const hertz = (mels) => 700 * (10 ** (mels / 2595) - 1);
function bands(powers, rate, size) {
  const column = new Float32Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    const edge = (i) => hertz(mel(LOWEST) + (i * (mel(HIGHEST) - mel(LOWEST))) / BANDS);
    const low = Math.floor((edge(band) * size) / rate);
    const high = Math.max(low + 1, Math.ceil((edge(band + 1) * size) / rate));
    let sum = 0;
    for (let i = low; i < high && i < size / 2; i++) sum += powers[i];
    column[band] = 10 * Math.log10(sum / (high - low) + 1e-9);
  }
  return column;
}

const FROM_DB = -45, TO_DB = 35;
const COLOURS = [[13, 8, 60], [90, 20, 120], [190, 55, 100], [250, 140, 50], [252, 250, 170]];
function colour(decibels) {
  const at = Math.max(0, Math.min(1, (decibels - FROM_DB) / (TO_DB - FROM_DB))) * 4;
  const low = Math.min(3, Math.floor(at));
  return COLOURS[low].map((value, i) => value + (COLOURS[low + 1][i] - value) * (at - low));
}

function draw(mine) {
  if (mine !== live) return;
  requestAnimationFrame(() => draw(mine));
  const canvas = part("canvas");
  if (!canvas?.clientWidth) return; // another tab is open
  const density = devicePixelRatio, width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  const pen = canvas.getContext("2d"), style = getComputedStyle(element);
  pen.setTransform(density, 0, 0, density, 0, 0);
  const tones = height * 0.62, end = mine.samples / mine.rate, begin = end - SECONDS;
  const x = (second) => ((second - begin) / SECONDS) * width;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = `rgb(${COLOURS[0]})`;
  pen.fillRect(0, 0, width, tones);
  picture(mine, pen, width, tones);
  lines(mine, pen, style, { x, width, top: tones + 10, height: height - tones - 16 });
  for (const word of mine.words.values()) {
    if (word.end < begin) continue;
    pen.fillStyle = style.getPropertyValue(`--word-${word.word % COLOURED}`);
    pen.fillRect(x(word.start), 0, x(word.end) - x(word.start), 4);
    pen.font = "700 20px 'IBM Plex Sans', system-ui";
    const wide = pen.measureText(word.label).width + 20, left = x((word.start + word.end) / 2) - wide / 2;
    pen.beginPath();
    pen.roundRect(left, 10, wide, 32, 16);
    pen.fill();
    pen.fillStyle = page.querySelector("body").classList.contains("dark") ? "#10161b" : "#fff";
    pen.fillText(word.label, left + 10, 33);
  }
}
function picture(mine, pen, width, height) {
  const all = SECONDS / COLUMN_SECONDS;
  mine.image ??= new OffscreenCanvas(all, BANDS);
  const context = mine.image.getContext("2d");
  if (mine.painted !== mine.samples) {
    const data = context.createImageData(all, BANDS);
    const before = all - mine.columns.length;
    mine.columns.forEach((column, i) => {
      for (let band = 0; band < BANDS; band++) {
        const at = 4 * ((BANDS - 1 - band) * all + before + i);
        data.data.set(colour(column[band]), at);
        data.data[at + 3] = 255;
      }
    });
    context.putImageData(data, 0, 0);
    mine.painted = mine.samples;
  }
  pen.imageSmoothingEnabled = true;
  pen.drawImage(mine.image, 0, 0, width, height);
}
function lines(mine, pen, style, { x, width, top, height }) {
  const y = (score) => top + (1 - score) * height;
  pen.strokeStyle = style.getPropertyValue("--soft");
  pen.lineWidth = 1;
  pen.setLineDash([4, 4]);
  pen.beginPath();
  pen.moveTo(0, y(mine.threshold));
  pen.lineTo(width, y(mine.threshold));
  pen.stroke();
  pen.setLineDash([]);
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  mine.labels.slice(0, -1).forEach((_, word) => {
    pen.strokeStyle = style.getPropertyValue(`--word-${word % COLOURED}`);
    pen.beginPath();
    for (const [second, ...scores] of mine.scores) pen.lineTo(x(second), y(scores[word]));
    pen.stroke();
  });
}
