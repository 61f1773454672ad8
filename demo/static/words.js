// From the scores of overlapping windows to words in time, while they are heard.
// As core/decision/words.py: what is answered at a window depends on nothing that is heard later.

const middle = ([start, end]) => (start + end) / 2;
// Python rounds halves to the even neighbour.
const rounded = (value) => {
  const down = Math.floor(value);
  const rest = value - down;
  return rest === 0.5 ? down + (down % 2 ? 1 : 0) : rest < 0.5 ? down : down + 1;
};

// The span whose middle is nearest to `centre`, if it is within `reach` seconds.
function nearestSpan(centre, spans, reach) {
  let near = null;
  for (const span of spans) {
    if (!near || Math.abs(middle(span) - centre) < Math.abs(middle(near) - centre)) near = span;
  }
  return near && Math.abs(middle(near) - centre) <= reach ? near : null;
}

// What is known of a sound: heard = {scores: [row of a window ...], levels, changes}, from 0 s on.
class WordFinder {
  constructor(decision, levels, windowSeconds, threshold) {
    Object.assign(this, { decision, levels, windowSeconds, threshold });
    this.runs = []; // that may hold words that are not decided yet
    this.lastFound = [];
  }

  // The words that can be decided now that the scores of a window are known.
  step(heard, window) {
    const scores = heard.scores[window].slice(0, -1);
    const label = scores.indexOf(Math.max(...scores));
    this.follow(window, scores[label] >= this.threshold ? label : null);
    if (!this.runs.length) return [];
    const ahead = ((this.decision.smoothing - 1) / 2) * this.decision.hop_seconds;
    return this.decide(heard, this.centre(window) + ahead + this.windowSeconds / 2);
  }

  // The words that are left when the sound is over.
  finish(heard) {
    this.follow(0, null);
    return this.decide(heard, Infinity);
  }

  centre(window) {
    return window * this.decision.hop_seconds;
  }

  // Where a word begins and ends, in seconds: at most the window that shows it.
  extent(found) {
    const [start, end] = this.extentOf(found.window);
    if (!found.span) return [start, end];
    return [Math.max(start, found.span[0]), Math.min(end, found.span[1])];
  }

  // The bursts of sound in and around these windows, as far as they were heard until now.
  spans(heard, first, last, now) {
    const [from, to] = this.frames(heard, this.centre(first) - this.levels.look_back_seconds, now);
    const frame = this.levels.frame_seconds;
    const [begin, end] = [this.extentOf(first)[0], this.extentOf(last)[1]];
    const judged = [begin, end].map((time) => Math.max(0, rounded(time / frame) - from));
    const isSteady = this.levels.steady(heard.changes.slice(from, to));
    const bursts = this.levels.spans(heard.levels.slice(from, to), isSteady, judged);
    return bursts.map(([start, after]) => [(start + from) * frame, (after + from) * frame]);
  }

  // The burst of sound that a window shows, when all was heard.
  burst(heard, window) {
    const spans = this.spans(heard, window, window, Infinity);
    return nearestSpan(this.centre(window), spans, this.decision.nearest_burst_seconds);
  }

  follow(window, label) {
    const last = this.runs.at(-1);
    const run = last && !last.over ? last : null;
    if (run) {
      const seconds = this.centre(window - run.first);
      if (run.label === label && seconds < this.decision.longest_run_seconds) {
        run.last = window;
        return;
      }
      run.over = true;
    }
    if (label !== null) {
      this.runs.push({ label, first: window, last: window, over: false, isFound: false });
    }
  }

  decide(heard, now) {
    const decided = [];
    for (const { run, found, spans } of this.surest(heard, now)) {
      const ends = this.soundEnds(found, spans) + this.decision.latency_seconds;
      if (this.isSettled(run, found) && now >= ends && this.isBelieved(heard, found, now)) {
        decided.push(found);
        run.isFound = true;
      }
    }
    this.lastFound = [...this.lastFound, ...decided].slice(-4);
    const latest = this.windowSeconds / 2 + this.decision.latency_seconds;
    this.runs = this.runs.filter((run) => !run.over || now < this.centre(run.last) + latest);
    return decided.sort((one, other) => this.when(one) - this.when(other));
  }

  // Whether no window that is still to be heard can show a run's word better.
  isSettled(run, found) {
    const after = { window: found.window + 1, span: found.span };
    return run.over || found.window < run.last || !this.isCentred(after);
  }

  // All that may be a word; two words at one time cannot be: the surer one is left.
  surest(heard, now) {
    const every = this.runs.flatMap((run) => this.candidates(heard, run, now));
    every.sort((one, other) => this.score(heard, other.found) - this.score(heard, one.found));
    const kept = [];
    for (const item of every) {
      const others = [...this.lastFound, ...kept.map(({ found }) => found)];
      const time = this.when(item.found);
      const apart = (other) => Math.abs(time - this.when(other)) >= this.decision.one_word_seconds;
      if (others.every(apart)) kept.push(item);
    }
    return kept;
  }

  // The words that a run may hold: one for each of its bursts, or its best window.
  candidates(heard, run, now) {
    const { decision } = this;
    const spans = this.spans(heard, run.first, run.last, now);
    const begin = this.centre(run.first) - decision.reach_seconds;
    const end = this.centre(run.last) + decision.reach_seconds;
    const words = spans.filter(([start, after]) => after - start >= decision.shortest_word_seconds);
    const within = words.filter((span) => begin <= middle(span) && middle(span) <= end);
    const bursts = this.apart(within);
    if (bursts.length > 1) {
      const every = bursts.map((span) => ({ window: this.nearest(run, middle(span)), span }));
      return every.filter((found) => this.isCentred(found)).map((found) => ({ run, found, spans }));
    }
    if (run.isFound) return [];
    const windows = heard.scores.flatMap((_, window) => {
      return window >= run.first && window <= run.last ? [window] : [];
    });
    const score = (window) => heard.scores[window][run.label];
    const centre = this.centre(this.best(windows, score));
    const near = bursts.length ? bursts : words;
    const span = nearestSpan(centre, near, decision.nearest_burst_seconds);
    const centred = windows.filter((window) => this.isCentred({ window, span }));
    if (!centred.length) return [];
    return [{ run, found: { window: this.best(centred, score), span }, spans }];
  }

  // The window with the highest score; of those that are as good, the middle one.
  best(windows, score) {
    const least = Math.max(...windows.map(score)) - this.decision.plateau;
    const best = windows.filter((window) => score(window) >= least);
    return best[Math.floor(best.length / 2)];
  }

  // Whether a window shows its burst as the network knows words: in the middle.
  isCentred({ window, span }) {
    if (!span || span[1] - span[0] > this.windowSeconds) return true;
    return Math.abs(middle(span) - this.centre(window)) <= this.decision.off_centre_seconds;
  }

  nearest(run, second) {
    return Math.min(Math.max(rounded(second / this.decision.hop_seconds), run.first), run.last);
  }

  // Bursts too near to each other are parts of one word: join them.
  apart(spans) {
    const joined = [];
    for (const span of spans) {
      const last = joined.at(-1);
      if (last && middle(span) - middle(last) < this.decision.one_word_seconds) {
        joined[joined.length - 1] = [last[0], span[1]];
      } else joined.push(span);
    }
    return joined;
  }

  // When the last sound in a word's window ends; with no burst, the window's end.
  soundEnds(found, spans) {
    const [start, end] = this.extentOf(found.window);
    const ends = spans.filter((span) => span[0] < end && span[1] > start);
    return ends.length ? Math.max(...ends.map((span) => Math.min(span[1], end))) : end;
  }

  // Whether a word is certain enough, or was said on its own.
  isBelieved(heard, found, now) {
    const needed = this.decision.without_pause;
    if (!needed || (this.score(heard, found) >= needed && needed > this.threshold)) return true;
    const back = this.centre(found.window) - this.levels.look_back_seconds;
    const [from, to] = this.frames(heard, back, now);
    const [first, last] = this.extent(found).map((second) => {
      return rounded(second / this.levels.frame_seconds) - from;
    });
    const isSteady = this.levels.steady(heard.changes.slice(from, to));
    return this.levels.hasPauses(heard.levels.slice(from, to), isSteady, first, last);
  }

  // The rows of the levels from `begin` to what is known of them at `now`, in seconds.
  frames(heard, begin, now) {
    const frame = this.levels.frame_seconds;
    const first = Math.max(0, rounded(begin / frame));
    const known = now === Infinity ? Infinity : rounded(now / frame) - LOOK_AHEAD_FRAMES;
    return [first, Math.min(heard.levels.length, known)];
  }

  extentOf(window) {
    return [this.centre(window) - this.windowSeconds / 2, this.centre(window) + this.windowSeconds / 2];
  }

  score(heard, found) {
    return Math.max(...heard.scores[found.window].slice(0, -1));
  }

  when(found) {
    return found.span ? middle(found.span) : this.centre(found.window);
  }
}
