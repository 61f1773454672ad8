// A recording, and what is wrong with it, if anything. As core/sound/{clip,advice}.py.

const RUMBLE = 120; // Hz: a channel with only lower sounds does not count
const DRIFT_STEP = 0.001; // seconds for one value of the drift
const DRIFT_REACH = 40; // steps to each side that are averaged: what is slower than 12 Hz is drift
const DRIFT_EDGE = 20; // steps whose weighted mean stands for the drift at either edge

const FRAME = 0.01; // seconds
const NOTHING_BELOW = -65; // dB re full scale, loudest 50 ms
const QUIETEST = 10; // percent of the levels are the background
const STANDS_OUT = 6; // dB over the background
const LONGEST_GAP = 15; // frames of quiet within one burst
const QUIET_BELOW = -40; // dB re full scale
const CUT_UNDER_PEAK = 15; // dB
const CUT_OVER_FLOOR = 15; // dB
const FLAT_TOPS = 4; // waves: a loud vowel has one or two by chance
const SHORT_BELOW = 0.3; // seconds
const SHORTEST_WORD = 12; // frames within FADED dB of its loudest spot; a bang is over sooner
const FADED = 15;

// The largest absolute value; NaN if any of them is.
function peakOf(samples) {
  let most = 0;
  for (let at = 0; at < samples.length; at += 1) most = Math.max(most, Math.abs(samples[at]));
  return most;
}

// Channels (n,) each -> {samples, sampleRate, changed}: mixed, without drift, within full scale.
// Raises SoundError.
function toClip(channels, sampleRate, name) {
  const [slowest, fastest] = RATES;
  if (!(sampleRate >= slowest && sampleRate <= fastest)) {
    throw new SoundError("sample_rate", { name, rate: sampleRate, slowest, fastest });
  }
  const seconds = channels[0].length / sampleRate;
  if (!channels[0].length) throw new SoundError("empty", { name });
  if (channels[0].length < rounded(SHORTEST * sampleRate)) {
    throw new SoundError("too_short", { name, seconds: SHORTEST });
  }
  if (seconds > LONGEST + 0.1) throw new SoundError("too_long", { name, seconds: LONGEST });
  if (!channels.every((channel) => peakOf(channel) < 1e9)) {
    throw new SoundError("no_numbers", { name });
  }
  const samples = mix(channels, sampleRate);
  removeDrift(samples, sampleRate);
  const largest = peakOf(samples);
  if (largest > 1) samples.forEach((sample, at) => (samples[at] = sample / largest));
  return { samples, sampleRate };
}

// Channels -> the mean (n,) of those that count; the loudest where the mean would lose the voice.
function mix(channels, sampleRate) {
  const centred = channels.map((channel) => {
    let sum = 0;
    for (let at = 0; at < channel.length; at += 1) sum += channel[at];
    const mean = sum / channel.length;
    const moved = new Float32Array(channel.length);
    for (let at = 0; at < channel.length; at += 1) moved[at] = channel[at] - mean;
    return moved;
  });
  if (centred.length === 1) return centred[0];
  const power = centred.map((channel) => channel.reduce((sum, sample) => sum + sample ** 2, 0));
  const slope = centred.map((channel) => {
    return channel.reduce((sum, sample, at) => sum + (at ? (sample - channel[at - 1]) ** 2 : 0), 0);
  });
  const pitch = power.map((one, k) => (Math.sqrt(slope[k] / Math.max(one, 1e-20)) * sampleRate) / (2 * Math.PI));
  const voiced = pitch.some((one) => one > RUMBLE) ? pitch.map((one) => one > RUMBLE) : pitch.map(() => true);
  const loudest = Math.max(...power.filter((_, k) => voiced[k]));
  const heard = centred.filter((_, k) => voiced[k] && power[k] >= loudest / 1000);
  const mean = heard[0].map((_, at) => heard.reduce((sum, one) => sum + one[at], 0) / heard.length);
  const energy = mean.reduce((sum, sample) => sum + sample ** 2, 0);
  return energy < 0.3 * loudest ? centred[power.indexOf(loudest)] : mean;
}

// Take away, in place, what is too slow to be heard. The drift is the mean of 80 ms around each
// millisecond, weighted by a triangle, and a straight line from one to the next.
function removeDrift(samples, sampleRate) {
  const step = rounded(DRIFT_STEP * sampleRate);
  const count = Math.floor(samples.length / step);
  const means = Array.from({ length: count }, (_, index) => {
    let sum = 0;
    for (let k = 0; k < step; k += 1) sum += samples[index * step + k];
    return sum / step;
  });
  const weights = Array.from({ length: DRIFT_EDGE }, (_, k) => {
    return (0.5 - 0.5 * Math.cos((2 * Math.PI * (2 * k + 1)) / (2 * DRIFT_EDGE))) / (DRIFT_EDGE / 2);
  });
  const weighted = (values) => values.reduce((sum, value, k) => sum + value * weights[k], 0);
  const first = weighted(means.slice(0, DRIFT_EDGE));
  const last = weighted(means.slice(-DRIFT_EDGE));
  const before = means.slice(0, DRIFT_REACH).reverse().map((one) => 2 * first - one);
  const after = means.slice(-DRIFT_REACH).reverse().map((one) => 2 * last - one);
  const all = [...before, ...means, ...after];
  const triangle = Array.from({ length: 2 * DRIFT_REACH }, (_, k) => {
    const place = 2 * k + 1;
    return (1 - Math.abs(place / (2 * DRIFT_REACH) - 1)) / DRIFT_REACH;
  });
  const drift = new Float64Array(all.length - triangle.length + 1);
  for (let at = 0; at < drift.length; at += 1) {
    for (let k = 0; k < triangle.length; k += 1) drift[at] += triangle[k] * all[at + k];
  }
  for (let index = 0; index < count; index += 1) {
    const slope = (drift[index + 1] - drift[index]) / step;
    for (let k = 0; k < step; k += 1) {
      samples[index * step + k] -= drift[index] + (k + 0.5) * slope;
    }
  }
  for (let at = count * step; at < samples.length; at += 1) samples[at] -= drift[count];
}

// What to do better next time: codes of the texts' ADVICES; none for a good recording.
function adviceOf(clip) {
  const { samples, sampleRate } = clip;
  if (peakOf(samples) < 1e-6) return ["nothing_recorded"];
  const { levels, smooth } = levelsOf(samples, sampleRate);
  if (largest(smooth) < NOTHING_BELOW) return ["silence"];
  const [first, last] = likelyWord(smooth);
  const peak = largest(smooth.slice(first, last));
  const floor = percentile(smooth, QUIETEST);
  const codes = [];
  const hop = rounded(FRAME * sampleRate);
  if (peak < QUIET_BELOW) codes.push(peak - floor < STANDS_OUT ? "silence" : "too_quiet");
  else if (flatTops(samples.subarray(first * hop, last * hop), sampleRate) >= FLAT_TOPS) {
    codes.push("clipped");
  }
  if (samples.length / sampleRate < SHORT_BELOW) codes.push("too_short");
  const speech = Math.max(peak - CUT_UNDER_PEAK, floor + CUT_OVER_FLOOR);
  const median = (values) => percentile(values, 50);
  if (first < 3 && median(levels.slice(0, 3)) > speech) codes.push("cut_start");
  if (last > levels.length - 3 && median(levels.slice(-3)) > speech) codes.push("cut_end");
  return codes;
}

// Whether there is no sound at all, so that no verdict can be given.
function nothingHeard(clip) {
  if (peakOf(clip.samples) < 1e-6) return true;
  return largest(levelsOf(clip.samples, clip.sampleRate).smooth) < NOTHING_BELOW;
}

// Levels of frames of 10 ms at any rate, as they are and smoothed.
function levelsOf(samples, sampleRate) {
  const hop = rounded(FRAME * sampleRate);
  const count = Math.max(Math.floor(samples.length / hop), 1);
  const levels = Array.from({ length: count }, (_, frame) => {
    const end = Math.min((frame + 1) * hop, samples.length);
    let sum = 0;
    for (let at = frame * hop; at < end; at += 1) sum += samples[at] * samples[at];
    return decibels(sum / (end - frame * hop) + 1e-12);
  });
  const smooth = levels.map((_, frame) => {
    let sum = 0;
    for (let near = frame - 2; near <= frame + 2; near += 1) {
      sum += 10 ** (levels[Math.min(Math.max(near, 0), count - 1)] / 10);
    }
    return decibels(sum / 5);
  });
  return { levels, smooth };
}

// The loudest of the bursts that last as long as a word; all, where nothing stands out.
function likelyWord(smooth) {
  const loud = Math.max(percentile(smooth, QUIETEST) + STANDS_OUT, NOTHING_BELOW);
  const bursts = joinedBursts(smooth.map((level) => level >= loud));
  if (!bursts.length) return [0, smooth.length];
  const peaks = bursts.map((span) => largest(smooth.slice(...span)));
  const long = bursts.map((span, k) => {
    return smooth.slice(...span).filter((level) => level > peaks[k] - FADED).length >= SHORTEST_WORD;
  });
  const counted = long.some(Boolean) ? peaks.map((one, k) => (long[k] ? one : -Infinity)) : peaks;
  return bursts[counted.indexOf(largest(counted))];
}

function joinedBursts(isLoud) {
  const spans = [];
  for (const [start, end] of stretches(isLoud)) {
    if (spans.length && start - spans.at(-1)[1] < LONGEST_GAP) spans.at(-1)[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

// How many waves were cut off flat: on the upper or the lower side, whichever has more.
function flatTops(sound, sampleRate) {
  const shortest = Math.max(3, rounded(0.0002 * sampleRate));
  const loudest = Math.min(rounded(0.0006 * sampleRate), sound.length);
  let most = 0;
  const sorted = Float32Array.from(sound).sort();
  const tops = [
    [1, Math.max(sorted[sorted.length - loudest], sorted.at(-1) * 0.7)],
    [-1, Math.max(-sorted[loudest - 1], -sorted[0] * 0.7)],
  ];
  for (const [side, top] of tops) {
    let [flat, wide, width] = [0, 0, 0]; // the wave so far: samples over a half, and over 0.8
    for (let at = 0; at <= sound.length; at += 1) {
      const sample = at < sound.length ? side * sound[at] : -Infinity;
      if (sample > top * 0.5) {
        wide += 1;
        width += sample > top * 0.8;
      } else {
        flat += width >= shortest && width >= 0.85 * wide;
        [wide, width] = [0, 0];
      }
    }
    most = Math.max(most, flat);
  }
  return most;
}
