// Where is sound, how loud is it, and may it be speech? As core/sound/levels.py.
// Levels are decibels re full scale, one every 10 ms.

const SPECTRUM_SECONDS = 0.025;
const CHANGE_FRAMES = 3; // before and after: 60 ms
const LOWEST_BAND = 100; // Hz
const HIGHEST_BAND = 7600; // Hz
const N_BANDS = 16;
const NARROWEST = 45; // Hz: a band is no narrower than a line of the spectrum
const DEPTH_DB = 25; // under the strongest band: weaker ones are not looked at
const LOOK_AHEAD_FRAMES = 4; // beyond a frame, until its level and its change are known

const decibels = (power) => 10 * Math.log10(power);

// The value below which so many percent lie, between neighbours by a straight line.
function percentile(values, percent) {
  const sorted = Float64Array.from(values).sort();
  const place = ((sorted.length - 1) * percent) / 100;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

const largest = (values) => values.reduce((best, value) => Math.max(best, value), -Infinity);

// The first number of each stretch of true values, and the one after its last.
function stretches(isSo) {
  const found = [];
  isSo.forEach((so, index) => {
    if (so && !isSo[index - 1]) found.push([index, index + 1]);
    else if (so) found.at(-1)[1] = index + 1;
  });
  return found;
}

class Levels {
  constructor(config, sampleRate) {
    Object.assign(this, config, { sampleRate });
    this.frame = Math.round(this.frame_seconds * sampleRate); // samples
    this.size = Math.round(SPECTRUM_SECONDS * sampleRate);
    this.fourier = new Fourier(this.size);
    this.bell = Float64Array.from({ length: this.size }, (_, k) =>
      Math.fround(0.5 - 0.5 * Math.cos((2 * Math.PI * k) / (this.size - 1))),
    );
    this.bands = this.bandsOfSpectrum();
    this.piece = new Float64Array(this.size);
  }

  bandsOfSpectrum() {
    const step = (HIGHEST_BAND / LOWEST_BAND) ** (1 / N_BANDS);
    return Array.from({ length: N_BANDS }, (_, band) => {
      const low = LOWEST_BAND * step ** band;
      const high = Math.max(low * step, low + NARROWEST);
      const lines = [];
      for (let k = 0; k <= this.size / 2; k += 1) {
        const hertz = (k * this.sampleRate) / this.size;
        if (hertz >= low && hertz < high) lines.push(k);
      }
      return lines;
    });
  }

  count(samples) {
    return Math.max(Math.floor(samples.length / this.frame), 1);
  }

  // Loudness of each frame of (n,) samples, its power averaged with its neighbours'.
  smoothed(samples) {
    const beside = Math.floor(this.smoothing / 2);
    const powers = Array.from({ length: this.count(samples) }, (_, frame) => {
      const piece = samples.subarray(frame * this.frame, (frame + 1) * this.frame);
      return piece.reduce((sum, sample) => sum + sample * sample, 0) / piece.length + 1e-12;
    });
    return powers.map((_, frame) => {
      let sum = 0;
      for (let near = frame - beside; near <= frame + beside; near += 1) {
        sum += powers[Math.min(Math.max(near, 0), powers.length - 1)];
      }
      return decibels(sum / this.smoothing);
    });
  }

  // How much the spectrum changes around each frame of (n,) samples, in dB.
  changes(samples) {
    const count = this.count(samples);
    if (count <= 2 * CHANGE_FRAMES) return new Array(count).fill(Infinity);
    const spectra = Array.from({ length: count }, (_, frame) => this.spectrum(samples, frame));
    const inside = [];
    for (let frame = 0; frame < count - 2 * CHANGE_FRAMES; frame += 1) {
      inside.push(this.apart(spectra[frame], spectra[frame + 2 * CHANGE_FRAMES]));
    }
    const edge = (value) => new Array(CHANGE_FRAMES).fill(value);
    return [...edge(inside[0]), ...inside, ...edge(inside.at(-1))];
  }

  spectrum(samples, frame) {
    const first = frame * this.frame - Math.floor((this.size - this.frame) / 2);
    const { piece, bell } = this;
    for (let k = 0; k < this.size; k += 1) piece[k] = bell[k] * (samples[first + k] ?? 0);
    const power = this.fourier.power(piece);
    return this.bands.map((lines) => {
      return decibels(lines.reduce((sum, k) => sum + power[k], 0) + 1e-10);
    });
  }

  apart(earlier, later) {
    const louder = earlier.map((level, band) => Math.max(level, later[band]));
    const lowest = largest(louder) - DEPTH_DB;
    let [sum, heard] = [0, 0];
    louder.forEach((level, band) => {
      if (level <= lowest) return;
      heard += 1;
      sum += Math.abs(Math.max(earlier[band], lowest) - Math.max(later[band], lowest));
    });
    return sum / heard;
  }

  // Which frames are part of a steady sound.
  steady(changes) {
    const longest = Math.round(this.steady_seconds / this.frame_seconds);
    const edge = 2 * CHANGE_FRAMES;
    const found = new Array(changes.length).fill(false);
    for (const [start, end] of stretches(changes.map((one) => one < this.steady_below_db))) {
      if (end - start >= longest) {
        found.fill(true, Math.max(0, start - edge), Math.min(end + edge, found.length));
      }
    }
    return found;
  }

  // Bursts of sound as [first frame, frame after the last]; the loudest spot lies in `judged`.
  spans(levels, isSteady, judged) {
    const moving = levels.map((level, frame) => (isSteady[frame] ? -Infinity : level));
    const peak = largest(moving.slice(...judged));
    if (!(peak >= this.nothing_below_db)) return [];
    const floor = percentile(levels, this.quietest_percent);
    if (peak - floor < this.stands_out_db) return [];
    const threshold = Math.max(floor + this.stands_out_db, peak - this.deepest_dip_db);
    const loud = Math.min(threshold, peak - this.stands_out_db / 2);
    const gap = Math.round(this.longest_gap_seconds / this.frame_seconds);
    const spans = [];
    for (const [start, end] of stretches(moving.map((level) => level >= loud))) {
      if (spans.length && start - spans.at(-1)[1] < gap) spans.at(-1)[1] = end;
      else spans.push([start, end]);
    }
    return spans;
  }

  // Whether no other speech is just before and after the word in these frames.
  hasPauses(levels, isSteady, first, last) {
    const reach = Math.round(this.pause_seconds / this.frame_seconds);
    const word = levels.slice(first, last);
    if (!word.length) return true;
    const background = percentile(levels, this.quietest_percent);
    const limit = Math.max(largest(word) - this.pause_depth_db, background + this.stands_out_db);
    let speech = 0;
    const beside = [[Math.max(0, first - reach), first], [last, last + reach]];
    for (const [begin, end] of beside) {
      for (let frame = begin; frame < Math.min(end, levels.length); frame += 1) {
        speech += levels[frame] > limit && !isSteady[frame];
      }
    }
    return speech * this.frame_seconds < this.shortest_speech_seconds;
  }
}
