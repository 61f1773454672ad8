// From samples to the image that the network looks at, as core/model/features.py makes it.

// The discrete Fourier transform of `n` numbers, for an `n` with small prime factors.
class Fourier {
  constructor(n) {
    this.n = n;
    this.cosine = Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / n));
    this.sine = Float64Array.from({ length: n }, (_, k) => -Math.sin((2 * Math.PI * k) / n));
    [this.re, this.im] = [new Float64Array(n), new Float64Array(n)];
    [this.partRe, this.partIm] = [new Float64Array(n), new Float64Array(n)];
  }

  // Power of each frequency up to the half: (n / 2 + 1,).
  power(samples) {
    this.transform(samples, 0, 1, this.n, 0);
    const { re, im } = this;
    return Float64Array.from({ length: this.n / 2 + 1 }, (_, k) => re[k] ** 2 + im[k] ** 2);
  }

  // Cooley and Tukey (1965): a transform of n = p * m numbers from p transforms of m numbers.
  transform(samples, from, stride, n, at) {
    const { re, im, partRe, partIm, cosine, sine } = this;
    if (n === 1) {
      re[at] = samples[from];
      im[at] = 0;
      return;
    }
    let p = 2;
    while (n % p) p += 1;
    const m = n / p;
    for (let part = 0; part < p; part += 1) {
      this.transform(samples, from + part * stride, stride * p, m, at + part * m);
    }
    for (let k = at; k < at + n; k += 1) [partRe[k], partIm[k]] = [re[k], im[k]];
    for (let k = 0; k < n; k += 1) {
      let [sumRe, sumIm, turn] = [0, 0, 0];
      const step = (k * stride) % this.n;
      for (let place = at + (k % m); place < at + n; place += m) {
        sumRe += partRe[place] * cosine[turn] - partIm[place] * sine[turn];
        sumIm += partRe[place] * sine[turn] + partIm[place] * cosine[turn];
        turn = (turn + step) % this.n;
      }
      re[at + k] = sumRe;
      im[at + k] = sumIm;
    }
  }
}

const melOf = (hertz) => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel) => 700 * (10 ** (mel / 2595) - 1);

// The front end. `frame` gives the levels of one column, `image` a piece of so many samples.
class LogMel {
  constructor(features, nSamples) {
    Object.assign(this, features, { nSamples });
    this.nFrames = Math.floor(this.nSamples / this.hop_length) + 1;
    this.fourier = new Fourier(this.n_fft);
    this.hann = Float64Array.from(
      { length: this.n_fft },
      (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / this.n_fft),
    );
    this.bands = this.triangles();
  }

  // For each band the first frequency that it holds, and the weights from there on.
  triangles() {
    const [low, high] = [melOf(this.f_min), melOf(this.f_max)];
    const edge = (band) => hertzOf(low + ((high - low) * band) / (this.n_mels + 1));
    return Array.from({ length: this.n_mels }, (_, band) => {
      const [left, middle, right] = [edge(band), edge(band + 1), edge(band + 2)];
      const weights = Array.from({ length: this.n_fft / 2 + 1 }, (_, k) => {
        const hertz = (k * this.sample_rate) / this.n_fft;
        const rising = (hertz - left) / (middle - left);
        const falling = (right - hertz) / (right - middle);
        return Math.max(0, Math.min(rising, falling));
      });
      const first = Math.max(0, weights.findIndex((weight) => weight > 0));
      const last = weights.findLastIndex((weight) => weight > 0);
      return { first, weights: weights.slice(first, last + 1) };
    });
  }

  // Decibels of each band (n_mels,) of n_fft samples.
  levels(samples) {
    const power = this.fourier.power(samples.map((sample, k) => sample * this.hann[k]));
    return this.bands.map(({ first, weights }) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) sum += weights[k] * power[first + k];
      return 10 * Math.log10(Math.max(sum, 1e-10));
    });
  }

  // The column in the middle of which lies sample `centre` of a piece that begins at `start`.
  // Over the piece's ends the sound is mirrored, as torch.stft does.
  column(samples, start, centre) {
    const piece = new Float64Array(this.n_fft);
    for (let k = 0; k < this.n_fft; k += 1) {
      let at = centre - this.n_fft / 2 + k;
      if (at < 0) at = -at;
      if (at >= this.nSamples) at = 2 * (this.nSamples - 1) - at;
      piece[k] = samples[start + at] ?? 0;
    }
    return this.levels(piece);
  }

  // One piece of samples -> the image (n_mels * n_frames,), row by row.
  // `cache` holds columns by their place in the whole sound, which neighbouring pieces share.
  image(samples, start, cache = new Map()) {
    const columns = [];
    for (let frame = 0; frame < this.nFrames; frame += 1) {
      const centre = frame * this.hop_length;
      const inside = centre >= this.n_fft / 2 && centre + this.n_fft / 2 <= this.nSamples;
      const place = start + centre;
      if (inside && cache.has(place)) {
        columns.push(cache.get(place));
        continue;
      }
      const column = this.column(samples, start, centre);
      if (inside) cache.set(place, column);
      columns.push(column);
    }
    return this.even(columns);
  }

  // Decibels of columns -> what the network gets: the range cut, the mean taken away.
  even(columns) {
    let loudest = -Infinity;
    for (const column of columns) for (const level of column) loudest = Math.max(loudest, level);
    const lowest = loudest - this.dynamic_range_db;
    const image = new Float32Array(this.n_mels * columns.length);
    let sum = 0;
    columns.forEach((column, frame) => {
      column.forEach((level, band) => {
        const kept = Math.max(level, lowest);
        sum += kept;
        image[band * columns.length + frame] = kept;
      });
    });
    const mean = sum / image.length;
    return image.map((level) => (level - mean) / this.scale_db);
  }
}
