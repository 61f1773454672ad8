// The page: buttons in, verdict, scores, picture and advice out.

const $ = (id) => document.getElementById(id);
const LONGEST_TAKE = 30; // seconds: then the recorder stops by itself
const LIVE_SECONDS = 6; // of the picture that scrolls
const PICTURES_EVERY = 80; // ms between two pictures of the live sound
const REHEARSALS = 2; // before the first verdict
const MOST_WORDS = 30; // of those that the live list shows

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

class Page {
  constructor() {
    this.words = new Words(wantedLanguage());
    this.point = "balanced";
    this.heard = null; // {waveform, listening: the windows' scores, prediction}
    this.layOut();
  }

  layOut() {
    for (const language of Object.keys(TEXTS)) {
      $("language").append(new Option(TEXTS[language].LANGUAGE_NAME, language));
    }
    $("language").onchange = () => {
      this.words = new Words($("language").value);
      this.translate();
    };
    $("record").onclick = () => (this.take ? this.stopTake() : this.startTake());
    $("open").onclick = () => $("file").click();
    $("file").onchange = () => this.openFile($("file").files[0]);
    $("live").onclick = () => (this.stream ? this.stopLive() : this.startLive());
    matchMedia("(prefers-color-scheme: dark)").onchange = () => this.drawSoon();
    new ResizeObserver(() => this.drawSoon()).observe($("story"));
    this.translate();
  }

  translate() {
    document.documentElement.lang = this.words.language;
    document.title = this.words.texts.TITLE;
    $("language").value = this.words.language;
    for (const element of document.querySelectorAll("[data-text]")) {
      element.innerHTML = this.words.texts[element.dataset.text];
    }
    this.nameButtons();
    this.layOutChoice();
    if (this.heard) this.show();
  }

  nameButtons() {
    const name = this.take ? "STATIC_STOP" : this.classifier ? "STATIC_RECORD" : "STATIC_LOADING";
    $("record").lastElementChild.textContent = this.words.texts[name];
    $("live").textContent = this.words.texts[this.stream ? "STATIC_LIVE_STOP" : "STATIC_LIVE"];
  }

  layOutChoice() {
    const { CHOICES, CHOICE_MEANINGS } = this.words.texts;
    document.querySelector("#choice .bar").innerHTML = Object.entries(CHOICES)
      .map(([value, label]) => {
        const checked = value === this.point ? " checked" : "";
        const input = `<input type="radio" name="point" value="${value}"${checked}>`;
        return `<label>${input}<span>${label}</span></label>`;
      })
      .join("");
    for (const input of document.querySelectorAll("#choice input")) {
      input.onchange = () => {
        this.point = input.value;
        this.layOutChoice();
        document.querySelector("#choice input:checked").focus();
        if (this.heard) this.decide();
      };
    }
    const needed = this.words.needed(MODEL.operating_points.recording[this.point]);
    $("meaning").textContent = this.words.fill(CHOICE_MEANINGS[this.point], { needed });
  }

  ready(classifier) {
    this.classifier = classifier;
    this.picture = new Picture($("picture"), classifier.logMel);
    for (const id of ["record", "open", "live"]) $(id).disabled = false;
    this.nameButtons();
    setTimeout(() => this.rehearse());
  }

  // The browser makes quick code of what it has done before: a loud hum, which nobody hears.
  async rehearse() {
    for (let time = 0; time < REHEARSALS; time += 1) {
      const listening = this.classifier.listen();
      const rate = 48_000;
      for (let first = 0; first < 2 * rate; first += PIECE) {
        const hum = (_, k) => Math.min(0.5, Math.sin((first + k) / 40)) * Math.sin((first + k) / rate);
        listening.feed(Float32Array.from({ length: PIECE }, hum), rate);
      }
      this.classifier.decide(await listening.finish());
    }
  }

  // One recording

  async startTake() {
    await this.stopLive();
    this.hideNotice();
    try {
      // The network looks at what is already there while the rest is being said.
      const listening = this.classifier.listen();
      this.take = { listening, microphone: null, began: performance.now() };
      this.take.microphone = await openMicrophone((piece) => this.takePiece(listening, piece));
    } catch (problem) {
      this.take = null;
      this.microphoneProblem(problem);
    }
    $("record").classList.toggle("recording", Boolean(this.take));
    this.nameButtons();
  }

  takePiece(listening, { samples, sampleRate }) {
    listening.feed(samples, sampleRate);
    const seconds = listening.seconds;
    $("clock").textContent = this.words.say("SECONDS", { seconds });
    if (seconds >= LONGEST_TAKE) this.stopTake();
  }

  async stopTake() {
    const { listening, microphone } = this.take;
    this.take = null;
    microphone?.close();
    $("record").classList.remove("recording");
    $("clock").textContent = "";
    this.nameButtons();
    await this.judge(() => listening.finish());
  }

  async openFile(file) {
    $("file").value = "";
    if (!file) return;
    this.hideNotice();
    await this.judge(async () => {
      const { channels, sampleRate } = await decode(file, MODEL.features.sample_rate);
      return this.classifier.judge(channels, sampleRate, file.name);
    });
  }

  async judge(listen) {
    try {
      this.heard = await listen();
      this.decide();
    } catch (problem) {
      if (!(problem instanceof SoundError)) console.error(problem);
      this.heard = null;
      $("story").hidden = true;
      const words = escaped(this.words.error(problem));
      $("verdict").innerHTML = `<div class="verdict sorry"><p>${words}</p></div>`;
    }
  }

  decide() {
    this.heard.prediction = this.classifier.decide(this.heard, this.point);
    this.show();
  }

  show() {
    const threshold = MODEL.operating_points.recording[this.point];
    $("verdict").innerHTML = verdict(this.heard.prediction, threshold, this.words);
    $("heard").hidden = true;
    $("story").hidden = false;
    const sound = wav(this.heard.waveform, MODEL.features.sample_rate);
    $("player").hidden = false;
    $("player").src = URL.createObjectURL(sound);
    this.drawSoon();
  }

  // The verdict is shown first.
  drawSoon() {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => setTimeout(() => this.draw()));
  }

  draw() {
    if (!this.heard || this.stream || $("story").hidden) return;
    const { prediction, waveform } = this.heard;
    const { texts } = this.words;
    const found = prediction.words.map((word) => ({ ...word, kind: kindOf(word.label) }));
    const judged = { start: prediction.start, end: prediction.end, label: texts.JUDGED, kind: "neither" };
    const marks = found.length ? found : [judged];
    this.picture.draw(waveform, marks, this.words);
    const caption = found.length ? texts.CAPTION_WORDS : texts.CAPTION_NEITHER;
    document.querySelector("figcaption").textContent = `${texts.CAPTION_STORY} ${caption}`;
    const told = marks.map((mark) => this.words.say("ALT_MARK", mark));
    const whole = this.words.say("ALT_STORY", { seconds: prediction.seconds });
    $("picture").setAttribute("aria-label", [whole, ...told].join(" "));
  }

  // Listening without end

  async startLive() {
    this.hideNotice();
    const listening = this.classifier.listen({ forever: true });
    this.stream = { listening, drawn: 0, words: [] };
    try {
      this.stream.microphone = await openMicrophone((piece) => this.livePiece(piece));
    } catch (problem) {
      this.stream = null;
      this.microphoneProblem(problem);
      return;
    }
    $("live").setAttribute("aria-pressed", "true");
    $("words").innerHTML = "";
    for (const [id, hidden] of [["heard", false], ["story", false], ["player", true]]) {
      $(id).hidden = hidden;
    }
    const hint = this.words.texts.STATIC_LIVE_HINT;
    $("verdict").innerHTML = `<div class="verdict waiting"><p>${hint}</p></div>`;
    document.querySelector("figcaption").textContent = hint;
    this.nameButtons();
  }

  livePiece({ samples, sampleRate }) {
    const { stream } = this;
    if (!stream) return;
    stream.listening.feed(samples, sampleRate, (words) => this.liveWords(stream, words));
    const now = performance.now();
    if (now - stream.drawn > PICTURES_EVERY) {
      stream.drawn = now;
      const { waveform, first } = stream.listening.latest(LIVE_SECONDS);
      const marks = stream.words
        .filter((word) => word.end > first)
        .map((word) => ({ ...word, kind: kindOf(word.label) }));
      this.picture.draw(waveform, marks, this.words, first);
    }
  }

  liveWords(stream, words) {
    if (this.stream !== stream) return;
    for (const word of words) {
      stream.words.push(word);
      const item = document.createElement("li");
      item.className = kindOf(word.label);
      const when = this.words.say("SECONDS", { seconds: word.start });
      item.innerHTML = `${escaped(word.label)} <small>${when}</small>`;
      $("words").prepend(item);
      $("words").children[MOST_WORDS]?.remove();
      $("verdict").innerHTML =
        `<div class="verdict ${kindOf(word.label)}"><h2><span class="lead">` +
        `${this.words.texts.HEARD}</span> <span class="word">${escaped(word.label)}</span></h2></div>`;
    }
  }

  async stopLive() {
    const { stream } = this;
    if (!stream) return;
    stream.microphone?.close();
    this.liveWords(stream, (await stream.listening.end()) ?? []);
    this.stream = null;
    $("live").setAttribute("aria-pressed", "false");
    this.nameButtons();
  }

  // What went wrong

  microphoneProblem(problem) {
    const refused = problem?.name === "NotAllowedError";
    $("notice").innerHTML = this.words.texts[refused ? "MICROPHONE_REFUSED" : "MICROPHONE_MISSING"];
    $("notice").hidden = false;
  }

  hideNotice() {
    $("notice").hidden = true;
  }
}

// The CSS class of an answer: there are colours for the first words of any model.
function kindOf(label) {
  const index = MODEL.words.indexOf(label);
  return index < 0 ? "neither" : `word-${index}`;
}

// The answer, large; the scores, of which a word needs `threshold`; the advice. As demo/ui/verdict.py.
function verdict(prediction, threshold, words) {
  const { texts } = words;
  const { label, scores } = prediction;
  const isWord = MODEL.words.includes(label);
  const lead = !isWord ? texts.NOT_A_WORD : prediction.words.length < 2 ? texts.HEARD : texts.HEARD_SURELY;
  const sentence = isWord ? words.howSure(scores[label]) : words.reason(prediction, threshold);
  const rows = Object.entries(scores).map(([name, score]) => {
    const line = MODEL.words.includes(name) ? `<i style="left:${100 * threshold}%"></i>` : "";
    const bar = `<span style="width:${100 * score}%"></span>${line}`;
    return (
      `<tr class="${kindOf(name)}"><th scope="row">${escaped(words.label(name))}</th>` +
      `<td><div class="track">${bar}</div></td><td>${words.percent(score)}</td></tr>`
    );
  });
  const order = prediction.words.map((word) => {
    return `<li><strong>${escaped(word.label)}</strong> ${words.say("SPAN", word)}</li>`;
  });
  const several = words.say("SEVERAL", { count: order.length });
  const advice = prediction.advice.map((code) => `<li>${texts.ADVICES[code]}</li>`);
  return (
    `<div class="verdict ${kindOf(label)}">` +
    `<h2><span class="lead">${lead}</span> <span class="word">${escaped(words.label(label))}</span></h2>` +
    `<p>${escaped(sentence)}</p>` +
    (order.length > 1 ? `<p>${several}</p><ol>${order.join("")}</ol>` : "") +
    `<table class="scores"><caption>${texts.SCORES}</caption><tbody>${rows.join("")}</tbody></table>` +
    (advice.length ? `<h3>${texts.ADVICE}</h3><ul>${advice.join("")}</ul>` : "") +
    "</div>"
  );
}

// A waveform as a WAV file of 16 bits, to listen to.
function wav(waveform, sampleRate) {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * waveform.length));
  const write = (at, text) => [...text].forEach((sign, k) => bytes.setUint8(at + k, sign.charCodeAt(0)));
  write(0, "RIFF");
  bytes.setUint32(4, 36 + 2 * waveform.length, true);
  write(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, sampleRate, true);
  bytes.setUint32(28, 2 * sampleRate, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  write(36, "data");
  bytes.setUint32(40, 2 * waveform.length, true);
  waveform.forEach((sample, k) => {
    bytes.setInt16(44 + 2 * k, Math.round(32767 * Math.min(1, Math.max(-1, sample))), true);
  });
  return new Blob([bytes], { type: "audio/wav" });
}

const page = new Page();
Network.load(MODEL)
  .then((network) => {
    const classifier = new Classifier(MODEL, network);
    page.ready(classifier);
    // For programs and tests: the JSON object of the command line.
    window.yesNo = {
      labels: MODEL.labels,
      classify: (samples, sampleRate, point) => classifier.classify(samples, sampleRate, point),
      Listener: (point) => classifier.listen({ forever: true, point }),
    };
    window.dispatchEvent(new Event("yesno-ready"));
  })
  .catch((problem) => {
    console.error(problem);
    $("notice").innerHTML = page.words.texts.STATIC_CANNOT;
    $("notice").hidden = false;
  });
