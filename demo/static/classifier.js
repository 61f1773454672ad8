// Sound -> windows -> scores -> words -> the answer. As core/decision/{ear,classifier,live}.py.

const SAME = 1e-3; // of full scale: a block that differs less was judged already

// One recording or stream: samples go in, in pieces of any size; what it knows is all in here.
class Listening {
  constructor(classifier, { forever = false, point = "balanced" } = {}) {
    const { model, levels } = classifier;
    Object.assign(this, { classifier, forever, levels });
    const { features, decision } = model;
    this.rate = features.sample_rate;
    this.size = rounded(features.window_seconds * this.rate);
    this.hop = rounded(decision.hop_seconds * this.rate);
    this.atOnce = decision.windows_at_once; // windows in a row, one block for the network
    this.block = classifier.logMel.nSamples;
    this.beside = (decision.smoothing - 1) / 2;
    this.before = this.size / 2 + this.beside * this.hop; // silence before the first sample
    this.waveform = new Float32Array(0); // what may still be needed
    this.first = 0; // the number of its first sample
    this.nHeard = this.nWindows = this.nFrames = 0;
    this.columns = new Map();
    this.judged = []; // for each window {scores, posteriors}, or a promise of it
    this.heard = { scores: [], levels: [], changes: [] };
    const threshold = model.operating_points.stream[point];
    this.finder = new WordFinder(decision, levels, features.window_seconds, threshold);
    this.raw = []; // the pieces of a recording as they came
    this.queue = Promise.resolve();
  }

  get seconds() {
    return this.nHeard / this.rate;
  }

  // More samples (n,) at any rate; a stream tells its words: give([...]).
  feed(samples, sampleRate, give = () => {}) {
    this.resampler ??= new Resampler(sampleRate, this.rate);
    this.sampleRate = sampleRate;
    if (!this.forever) this.raw.push(samples);
    this.take(this.resampler.feed(samples));
    const windows = Math.floor((this.nHeard + this.before - this.size) / this.hop) + 1;
    const complete = Math.floor(windows / this.atOnce) * this.atOnce;
    const known = Math.floor(this.nHeard / this.levels.frame) - LOOK_AHEAD_FRAMES;
    this.goOn(complete, known > LOOK_AHEAD_FRAMES ? known : 0, false, give);
  }

  // The last of a stream's words.
  async end() {
    if (!this.nHeard) return [];
    this.close();
    const words = [];
    await this.decided((some) => words.push(...some));
    words.push(...this.finder.finish(this.heard).map((found) => this.word(found)));
    return words;
  }

  // All of a recording, as `Classifier.judge` gives it. Offset and drift are known only at its end;
  // what was judged while it was said holds wherever they change next to nothing.
  finish() {
    return this.classifier.judge([joined(this.raw)], this.sampleRate ?? this.rate, undefined, this);
  }

  close() {
    this.take(this.resampler?.feed(new Float32Array(0), true) ?? new Float32Array(0));
    const windows = Math.floor(this.nHeard / this.hop) + 1 + 2 * this.beside;
    this.goOn(windows, Math.max(Math.floor(this.nHeard / this.levels.frame), 1), true, () => {});
  }

  take(samples) {
    this.waveform = joined([this.waveform, samples]);
    this.nHeard += samples.length;
  }

  // All up to these numbers of windows and frames that was not looked at yet.
  goOn(nWindows, nFrames, atEnd, give) {
    this.measure(nFrames, atEnd);
    const images = [];
    const places = [];
    if (this.nWindows >= nWindows) return;
    for (let first = this.nWindows; first < nWindows; first += this.atOnce) {
      const count = Math.min(this.atOnce, nWindows - first);
      const known = this.known(first, count);
      if (!known) {
        images.push(this.image(first * this.hop - this.before));
        places.push(this.judged.length);
      }
      this.judged.push(...(known ?? Array(count).fill(null)));
      this.nWindows = first + count;
    }
    const looked = this.classifier.network.look(images);
    looked.catch(() => {});
    places.forEach((place, index) => {
      for (let window = 0; window < this.atOnce && place + window < this.judged.length; window += 1) {
        this.judged[place + window] = looked.then((rows) => rows[index][window]);
      }
    });
    if (this.forever) this.queue = this.queue.then(() => this.decided(give));
    this.forget();
  }

  // What another hearing of the same sound knows, where it is the same.
  goOnFrom(earlier) {
    if (!earlier) return;
    const [own, theirs] = [this.waveform, earlier.waveform];
    const apart = new Uint32Array(Math.min(own.length, theirs.length) + 1); // so many differ before
    for (let at = 0; at + 1 < apart.length; at += 1) {
      apart[at + 1] = apart[at] + (Math.abs(own[at] - theirs[at]) > SAME);
    }
    Object.assign(this, { earlier, apart });
    if (this.known(earlier.nWindows - this.atOnce, this.atOnce)) this.columns = earlier.columns;
  }

  // What the other hearing made of the windows of a block, if it had the same sound there.
  known(first, count) {
    if (!this.earlier || first < 0) return null;
    const start = first * this.hop - this.before;
    const isSame = this.apart[start + this.block] === this.apart[Math.max(0, start)];
    const { judged } = this.earlier;
    return isSame && first + count <= judged.length ? judged.slice(first, first + count) : null;
  }

  image(start) {
    const offset = start - this.first;
    const padded = new Float32Array(this.block);
    const from = Math.max(0, offset);
    padded.set(this.waveform.subarray(from, Math.max(from, offset + this.block)), from - offset);
    const columns = new Map();
    for (const [place, column] of this.columns) columns.set(place - start, column);
    const image = this.classifier.logMel.image(padded, 0, columns);
    for (const [place, column] of columns) this.columns.set(place + start, column);
    for (const place of this.columns.keys()) if (place < start) this.columns.delete(place);
    return image;
  }

  // Levels and changes of the frames that are new, from them and their neighbours.
  measure(nFrames, atEnd) {
    if (nFrames <= this.nFrames) return;
    const begin = Math.max(0, this.nFrames - LOOK_AHEAD_FRAMES);
    const { frame } = this.levels;
    const end = atEnd ? this.nHeard : Math.floor(this.nHeard / frame) * frame;
    const sound = this.waveform.subarray(begin * frame - this.first, end - this.first);
    const isNew = [this.nFrames - begin, nFrames - begin];
    this.heard.levels.push(...this.levels.smoothed(sound).slice(...isNew));
    this.heard.changes.push(...this.levels.changes(sound).slice(...isNew));
    this.nFrames = nFrames;
  }

  // A stream keeps only what windows, frames and the picture to come need.
  forget() {
    if (!this.forever) return;
    const kept = this.nHeard - KEPT_SECONDS * this.rate - this.first;
    if (kept > this.rate) {
      this.waveform = this.waveform.slice(kept);
      this.first += kept;
    }
  }

  // Words of all windows that the network has looked at by now, in order.
  async decided(give) {
    const { smoothing } = this.classifier.model.decision;
    while (this.heard.scores.length + smoothing <= this.judged.length) {
      const window = this.heard.scores.length;
      const rows = await Promise.all(this.judged.slice(window, window + smoothing));
      this.heard.scores.push(smoothed(rows.map((row) => row.scores), smoothing)[0]);
      this.judged[window] = null;
      const words = this.finder.step(this.heard, window).map((found) => this.word(found));
      if (words.length) give(words);
    }
  }

  word(found) {
    const scores = this.heard.scores[found.window];
    return this.classifier.word(found, scores, this.finder.extent(found), this.seconds);
  }

  // The last seconds of a stream, for its picture.
  latest(seconds) {
    const from = Math.max(this.first, this.nHeard - Math.round(seconds * this.rate));
    return { waveform: this.waveform.subarray(from - this.first), first: from / this.rate };
  }
}

const KEPT_SECONDS = 8; // of a stream, for windows and the picture to come
const LIKELIEST = 30; // windows that are looked at for the one to show where no word was found

function joined(pieces) {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

// The mean of so many rows in a row.
function smoothed(rows, smoothing) {
  return rows.slice(0, rows.length - smoothing + 1).map((row, first) => {
    return row.map((_, column) => {
      let sum = 0;
      for (let index = first; index < first + smoothing; index += 1) sum += rows[index][column];
      return sum / smoothing;
    });
  });
}

class Classifier {
  constructor(model, network) {
    Object.assign(this, { model, network });
    const { features, decision } = model;
    const seconds = features.window_seconds + (decision.windows_at_once - 1) * decision.hop_seconds;
    this.logMel = new LogMel(features, rounded(seconds * features.sample_rate));
    this.levels = new Levels(model.levels, model.features.sample_rate);
  }

  listen(how) {
    return new Listening(this, how);
  }

  // A whole recording, its channels (n,) each -> what the network made of it. Raises SoundError.
  // `earlier` heard the same sound while it was recorded.
  async judge(channels, sampleRate, name, earlier = null) {
    const clip = toClip(channels, sampleRate, name);
    const listening = this.listen();
    listening.take(resample(clip.samples, sampleRate, listening.rate));
    listening.goOnFrom(earlier);
    const { waveform } = listening;
    if (nothingHeard(clip)) return { clip, waveform, judged: [], levels: [], changes: [] };
    listening.close();
    return { clip, waveform, judged: await Promise.all(listening.judged), ...listening.heard };
  }

  // From what the network made of the windows to the answer.
  decide({ clip, judged, levels, changes }, point = "balanced") {
    const { decision, features, labels, operating_points: points } = this.model;
    const seconds = clip.samples.length / clip.sampleRate;
    const advice = adviceOf(clip);
    if (!judged.length) {
      const scores = Object.fromEntries(labels.map((label, k) => [label, +(k === labels.length - 1)]));
      const rest = { start: 0, end: seconds, seconds, advice, words: [], reason: "silence" };
      return { label: labels.at(-1), scores, ...rest };
    }
    const scores = smoothed(judged.map((row) => row.scores), decision.smoothing);
    const threshold = points.recording[point];
    const finder = new WordFinder(decision, this.levels, features.window_seconds, threshold);
    const heard = { scores, levels, changes };
    const found = scores.flatMap((_, window) => finder.step(heard, window));
    found.push(...finder.finish(heard));
    const told = (one) => this.word(one, scores[one.window], finder.extent(one), seconds);
    const words = found.map(told).sort((one, other) => one.start - other.start);
    if (words.length) {
      const surest = words.reduce((best, word) => {
        return word.scores[word.label] > best.scores[best.label] ? word : best;
      });
      return { ...surest, seconds, advice, words, reason: null };
    }
    const { window, reason, sounds_like } = this.whyNeither(judged, finder, heard);
    const surest = told({ window, span: finder.burst(heard, window) });
    return { ...surest, label: labels.at(-1), seconds, advice, words, reason, sounds_like };
  }

  // The window to show, the reason, and the other word it sounds like, if any.
  whyNeither(judged, finder, heard) {
    const { decision, classes, words, reserved } = this.model;
    const best = heard.scores.map((row) => Math.max(...row.slice(0, -1)));
    const order = best.map((_, window) => window).sort((one, other) => best[other] - best[one]);
    const likeliest = order.slice(0, LIKELIEST);
    const isCentred = (window) => finder.isCentred({ window, span: finder.burst(heard, window) });
    const window = likeliest.find(isCentred) ?? likeliest[0];
    if (best[window] >= finder.threshold) return { window, reason: "no_pause" };
    const noise = classes.indexOf(reserved.noise);
    if (best[window] >= decision.unsure_above || noise < 0) return { window, reason: "unsure" };
    const rows = smoothed(judged.map((row) => row.posteriors), decision.smoothing);
    const quietest = rows.reduce((least, row, index) => {
      return row[noise] < rows[least][noise] ? index : least;
    }, 0);
    const nearest = rows[quietest].indexOf(Math.max(...rows[quietest]));
    if (nearest === noise) return { window: quietest, reason: "noise" };
    const known = ![reserved.other, ...words].includes(classes[nearest]);
    return { window: quietest, reason: "other_word", sounds_like: known ? classes[nearest] : null };
  }

  word(found, scores, [start, end], seconds) {
    const { labels } = this.model;
    return {
      label: labels[scores.indexOf(Math.max(...scores.slice(0, -1)))],
      start: Math.max(0, start),
      end: Math.min(seconds, end),
      scores: Object.fromEntries(labels.map((label, k) => [label, scores[k]])),
    };
  }

  // For programs: the JSON object of the command line. Raises SoundError.
  async classify(samples, sampleRate, point = "balanced") {
    const prediction = this.decide(await this.judge([Float32Array.from(samples)], sampleRate), point);
    const places = (value, count) => Number(value.toFixed(count));
    const four = (scores) => {
      return Object.fromEntries(Object.entries(scores).map(([k, v]) => [k, places(v, 4)]));
    };
    const times = ({ start, end }) => ({ start: places(start, 3), end: places(end, 3) });
    return {
      label: prediction.label,
      scores: four(prediction.scores),
      ...times(prediction),
      seconds: places(prediction.seconds, 3),
      advice: prediction.advice.map((code) => TEXTS.en.ADVICES[code]),
      words: prediction.words.map((word) => {
        return { label: word.label, ...times(word), scores: four(word.scores) };
      }),
    };
  }
}
