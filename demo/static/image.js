// From samples to the image that the network looks at, as core/model/features.py makes it.

// The discrete Fourier transform of `n` real numbers, for an even `n` with small prime factors.
// Two of them in a row are one complex number: half of the work. Nothing is made anew for a
// transform, because a page does hundreds of them before it can answer.
class Fourier {
  constructor(n) {
    this.n = n;
    this.cosine = Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / n));
    this.sine = Float64Array.from({ length: n }, (_, k) => -Math.sin((2 * Math.PI * k) / n));
    this.half = n / 2;
    this.factors = [];
    for (let rest = this.half, p = 2; rest > 1; rest /= p) {
      while (rest % p) p += 1;
      this.factors.push(p);
    }
    [this.re, this.im] = [new Float64Array(this.half), new Float64Array(this.half)];
    [this.nextRe, this.nextIm] = [new Float64Array(this.half), new Float64Array(this.half)];
    this.found = new Float64Array(this.half + 1);
  }

  // Power of each frequency up to the half: (n / 2 + 1,), good until the next call.
  power(samples) {
    const { half, cosine, sine, found } = this;
    for (let k = 0; k < half; k += 1) {
      this.re[k] = samples[2 * k];
      this.im[k] = samples[2 * k + 1];
    }
    this.transform();
    const { re, im } = this;
    for (let k = 0; k <= half; k += 1) {
      const at = k % half;
      const mirror = (half - k) % half;
      const evenRe = (re[at] + re[mirror]) / 2;
      const evenIm = (im[at] - im[mirror]) / 2;
      const oddRe = (im[at] + im[mirror]) / 2;
      const oddIm = (re[mirror] - re[at]) / 2;
      const sumRe = evenRe + oddRe * cosine[k] - oddIm * sine[k];
      const sumIm = evenIm + oddRe * sine[k] + oddIm * cosine[k];
      found[k] = sumRe * sumRe + sumIm * sumIm;
    }
    return found;
  }

  // Of the complex numbers in `re` and `im`, in place: one pass for each factor, in which the
  // numbers also find their order (Stockham's way; Cochran et al., 1967).
  transform() {
    let done = 1;
    for (const p of this.factors) {
      this.pass(p, this.half / done / p, done);
      [this.re, this.im, this.nextRe, this.nextIm] = [this.nextRe, this.nextIm, this.re, this.im];
      done *= p;
    }
  }

  pass(p, m, done) {
    const { n, half, re, im, nextRe, nextIm, cosine, sine } = this;
    const [turn, step] = [2 * done, 2 * done * m]; // of n, because half of n is transformed
    for (let j = 0; j < m; j += 1) {
      for (let u = 0; u < p; u += 1) {
        const to = (p * j + u) * done;
        const [first, further] = [(j * u * turn) % n, (u * step) % n];
        for (let q = 0; q < done; q += 1) {
          let sumRe = 0;
          let sumIm = 0;
          let angle = first;
          for (let from = j * done + q; from < half; from += m * done) {
            sumRe += re[from] * cosine[angle] - im[from] * sine[angle];
            sumIm += re[from] * sine[angle] + im[from] * cosine[angle];
            angle += further;
            if (angle >= n) angle -= n;
          }
          nextRe[to + q] = sumRe;
          nextIm[to + q] = sumIm;
        }
      }
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
    this.piece = new Float64Array(this.n_fft);
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
      return { first, weights: Float64Array.from(weights.slice(first, last + 1)) };
    });
  }

  // Decibels of each band (n_mels,) of n_fft samples.
  levels(samples) {
    const { piece, hann } = this;
    for (let k = 0; k < this.n_fft; k += 1) piece[k] = samples[k] * hann[k];
    const power = this.fourier.power(piece);
    const found = new Float64Array(this.n_mels);
    this.bands.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) sum += weights[k] * power[first + k];
      found[band] = 10 * Math.log10(Math.max(sum, 1e-10));
    });
    return found;
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
    for (const column of columns) {
      for (let band = 0; band < this.n_mels; band += 1) loudest = Math.max(loudest, column[band]);
    }
    const lowest = loudest - this.dynamic_range_db;
    const image = new Float32Array(this.n_mels * columns.length);
    let sum = 0;
    columns.forEach((column, frame) => {
      for (let band = 0; band < this.n_mels; band += 1) {
        const kept = Math.max(column[band], lowest);
        sum += kept;
        image[band * columns.length + frame] = kept;
      }
    });
    const mean = sum / image.length;
    return image.map((level) => (level - mean) / this.scale_db);
  }
}
