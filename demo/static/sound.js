// Sound in: files and the microphone become samples (n,) at the network's rate, as core/sound does.

// Which rates a recording may have (Hz) and how long it may be (seconds), as in core/config.py.
const RATES = [4000, 400000];
const SHORTEST = 0.1;
const LONGEST = 60;

// The filter of torchaudio.functional.resample, which the server uses: a sinc under a Hann window.
const FILTER_WIDTH = 6; // zero crossings on each side
const ROLLOFF = 0.99; // of the lower of the two highest frequencies
const LARGEST_RATIO = 640; // an odd rate is taken for the nearest with a small ratio

const gcd = (a, b) => (b ? gcd(b, a % b) : a);

// The nearest fraction with a denominator of at most `largest`: Python's limit_denominator.
function nearestFraction(numerator, denominator, largest) {
  const divisor = gcd(numerator, denominator);
  [numerator, denominator] = [numerator / divisor, denominator / divisor];
  if (denominator <= largest) return [numerator, denominator];
  let [p0, q0, p1, q1, n, d] = [0, 1, 1, 0, numerator, denominator];
  for (;;) {
    const a = Math.floor(n / d);
    const q2 = q0 + a * q1;
    if (q2 > largest) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const k = Math.floor((largest - q0) / q1);
  const [first, second] = [[p0 + k * p1, q0 + k * q1], [p1, q1]];
  const off = ([p, q]) => Math.abs(p / q - numerator / denominator);
  return off(second) <= off(first) ? second : first;
}

// A resampler from one rate to another that takes a sound in pieces of any size.
// All its state is here, so a stream cut in other places gives the very same samples.
class Resampler {
  constructor(from, to) {
    [this.from, this.to] = nearestFraction(from, to, LARGEST_RATIO);
    this.kept = new Float32Array(0); // samples that later output still needs
    this.first = 0; // number of the first of them
    this.made = 0; // samples given out
    this.taken = 0; // samples taken in
    const lowest = Math.min(this.from, this.to) * ROLLOFF;
    this.reach = Math.ceil((FILTER_WIDTH * this.from) / lowest);
    this.filters = Array.from({ length: this.to }, (_, phase) => this.filter(phase, lowest));
  }

  // The weights of the samples around an output sample that lies `phase / to` after one, from
  // number `begin` on; before and after them all are zero.
  filter(phase, lowest) {
    const nearest = (this.from * phase) / this.to + this.reach;
    const wide = (FILTER_WIDTH * this.from) / lowest;
    const begin = Math.max(0, Math.ceil(nearest - wide));
    const end = Math.min(2 * this.reach + this.from, Math.floor(nearest + wide) + 1);
    const weights = new Float32Array(end - begin);
    for (let index = 0; index < weights.length; index += 1) {
      const time = ((begin + index - this.reach) / this.from - phase / this.to) * lowest;
      const inside = Math.min(Math.max(time, -FILTER_WIDTH), FILTER_WIDTH);
      const hann = Math.cos((inside * Math.PI) / FILTER_WIDTH / 2) ** 2;
      const angle = inside * Math.PI;
      weights[index] = ((angle === 0 ? 1 : Math.sin(angle) / angle) * hann * lowest) / this.from;
    }
    return { begin, weights };
  }

  // More samples (n,) -> all output that needs no later ones; with `last`, all there is.
  feed(samples, last = false) {
    if (this.from === this.to) return samples;
    const held = new Float32Array(this.kept.length + samples.length);
    held.set(this.kept);
    held.set(samples, this.kept.length);
    this.taken += samples.length;
    const known = last ? Infinity : this.taken;
    const all = last ? Math.ceil((this.taken * this.to) / this.from) : Infinity;
    const output = [];
    for (;;) {
      const block = Math.floor(this.made / this.to) * this.from;
      if (this.made >= all || block + this.from + this.reach > known) break;
      const { begin, weights } = this.filters[this.made % this.to];
      let sum = 0;
      const start = block - this.reach - this.first + begin;
      for (let index = Math.max(0, -start); index < weights.length; index += 1) {
        if (start + index >= held.length) break;
        sum += weights[index] * held[start + index];
      }
      output.push(Math.min(1, Math.max(-1, sum)));
      this.made += 1;
    }
    const needed = Math.floor(this.made / this.to) * this.from - this.reach;
    const drop = Math.min(Math.max(0, needed - this.first), held.length);
    this.kept = held.slice(drop);
    this.first += drop;
    return Float32Array.from(output);
  }
}

// Samples at any rate -> the same sound at another.
function resample(samples, from, to) {
  return new Resampler(from, to).feed(samples, true);
}

// A problem that a person can do something about; `code` is one of the texts' ERRORS.
class SoundError extends Error {
  constructor(code, values = {}) {
    super(code);
    Object.assign(this, { code, values });
  }
}

// A file -> {channels, sampleRate}. The browser decodes it, at the network's rate.
async function decode(file, sampleRate) {
  const bytes = await file.arrayBuffer();
  if (!bytes.byteLength) throw new SoundError("empty", { name: file.name });
  try {
    const sound = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes);
    const channels = Array.from({ length: sound.numberOfChannels }, (_, index) =>
      sound.getChannelData(index),
    );
    return { channels, sampleRate };
  } catch {
    throw new SoundError("not_audio", { name: file.name });
  }
}

const PIECE = 2048; // samples that come at once: 43 ms at 48 kHz

// A microphone's sound in pieces, at the rate that the device has: give({samples, sampleRate}).
// The worklet comes from a data: address, because a page opened from a disk may not load another.
const WORKLET = `registerProcessor("pieces", class extends AudioWorkletProcessor {
  piece = new Float32Array(${PIECE});
  filled = 0;
  process([input]) {
    if (!input.length) return true;
    this.piece.set(input[0], this.filled);
    this.filled += input[0].length;
    if (this.filled + input[0].length > this.piece.length) {
      this.port.postMessage(this.piece.slice(0, this.filled));
      this.filled = 0;
    }
    return true;
  }
});`;

async function openMicrophone(give) {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false },
  });
  const context = new AudioContext();
  await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(WORKLET)}`);
  const node = new AudioWorkletNode(context, "pieces", { numberOfOutputs: 0 });
  node.port.onmessage = ({ data }) => give({ samples: data, sampleRate: context.sampleRate });
  context.createMediaStreamSource(stream).connect(node);
  return {
    sampleRate: context.sampleRate,
    close() {
      node.port.onmessage = null;
      stream.getTracks().forEach((track) => track.stop());
      context.close();
    },
  };
}
