// The whole recording as wave and as image on one time axis, with what was heard marked on both.

const RANGE_DB = 55; // from the brightest to the darkest colour, so that hiss stays dark
const QUIET_DB = -10; // where nothing is louder than a whisper, nothing is bright
const TONES = [100, 300, 1000, 2000, 4000, 7000]; // Hz, written beside the image
// Some colours of "magma" (matplotlib), dark to bright in even steps
const MAGMA = [
  [0, 0, 4], [28, 16, 68], [79, 18, 123], [129, 37, 129], [181, 54, 122],
  [229, 80, 100], [251, 135, 97], [254, 194, 135], [252, 253, 191],
];

function magma(share) {
  const place = Math.min(Math.max(share, 0), 1) * (MAGMA.length - 1);
  const index = Math.min(Math.floor(place), MAGMA.length - 2);
  return MAGMA[index].map((low, channel) => {
    return Math.round(low + (place - index) * (MAGMA[index + 1][channel] - low));
  });
}

class Picture {
  constructor(canvas, logMel) {
    Object.assign(this, { canvas, logMel });
  }

  // waveform: (n,) at the network's rate; marks: {start, end, label, kind}; `first`: its time in s
  draw(waveform, marks, words, first = 0) {
    const density = window.devicePixelRatio || 1;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    Object.assign(this.canvas, { width: width * density, height: height * density });
    const pen = this.canvas.getContext("2d");
    pen.scale(density, density);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const seconds = waveform.length / this.logMel.sample_rate;
    const wave = { left: 54, top: 24, width: width - 62, height: (height - 70) * 0.38 };
    const image = { ...wave, top: wave.top + wave.height + 10, height: (height - 70) * 0.62 };
    const across = (time) => wave.left + ((time - first) / seconds) * wave.width;
    pen.font = "12px system-ui, sans-serif";

    for (const mark of marks) {
      pen.fillStyle = colour(mark.kind);
      pen.globalAlpha = 0.16;
      pen.fillRect(across(mark.start), wave.top, across(mark.end) - across(mark.start), wave.height);
      pen.globalAlpha = 1;
      pen.textAlign = "center";
      pen.fillText(mark.label, (across(mark.start) + across(mark.end)) / 2, wave.top - 8);
    }
    this.drawWave(pen, waveform, wave, colour("ink"));
    this.drawImage(pen, this.columns(waveform), image);
    pen.strokeStyle = "#fff";
    pen.setLineDash([4, 3]);
    for (const time of marks.flatMap((mark) => [mark.start, mark.end])) {
      pen.beginPath();
      pen.moveTo(across(time), image.top);
      pen.lineTo(across(time), image.top + image.height);
      pen.stroke();
    }
    pen.setLineDash([]);
    pen.fillStyle = colour("soft");
    pen.textAlign = "right";
    for (const hertz of TONES) {
      const share = this.band(hertz) / (this.logMel.n_mels - 1);
      pen.fillText(String(hertz), image.left - 6, image.top + image.height * (1 - share) + 4);
    }
    this.drawTimes(pen, first, seconds, across, image.top + image.height, words);
  }

  drawWave(pen, waveform, box, ink) {
    const middle = box.top + box.height / 2;
    let loudest = 1e-4;
    for (const sample of waveform) loudest = Math.max(loudest, Math.abs(sample));
    pen.strokeStyle = ink;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = 0; x < box.width; x += 1) {
      const from = Math.floor((x / box.width) * waveform.length);
      const to = Math.max(from + 1, Math.floor(((x + 1) / box.width) * waveform.length));
      let [low, high] = [0, 0];
      for (let at = from; at < to; at += 1) {
        low = Math.min(low, waveform[at]);
        high = Math.max(high, waveform[at]);
      }
      const scale = box.height / 2 / loudest;
      pen.moveTo(box.left + x + 0.5, middle - high * scale - 0.5);
      pen.lineTo(box.left + x + 0.5, middle - low * scale + 0.5);
    }
    pen.stroke();
  }

  // The levels of all columns of a whole recording: dB, (n_frames, n_mels).
  columns(waveform) {
    const { hop_length: hop, n_fft: n } = this.logMel;
    const count = Math.max(1, Math.floor(waveform.length / hop));
    return Array.from({ length: count }, (_, frame) => {
      const piece = new Float64Array(n);
      for (let k = 0; k < n; k += 1) piece[k] = waveform[frame * hop - n / 2 + k] ?? 0;
      return this.logMel.levels(piece);
    });
  }

  drawImage(pen, columns, box) {
    const rows = this.logMel.n_mels;
    let loudest = QUIET_DB;
    for (const column of columns) for (const level of column) loudest = Math.max(loudest, level);
    const pixels = new ImageData(columns.length, rows);
    columns.forEach((column, x) => {
      column.forEach((level, band) => {
        const at = 4 * ((rows - 1 - band) * columns.length + x);
        pixels.data.set([...magma((level - loudest + RANGE_DB) / RANGE_DB), 255], at);
      });
    });
    const small = new OffscreenCanvas(columns.length, rows);
    small.getContext("2d").putImageData(pixels, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(small, box.left, box.top, box.width, box.height);
  }

  drawTimes(pen, first, seconds, across, top, words) {
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((one) => seconds / one <= 8) ?? 30;
    pen.textAlign = "center";
    for (let time = Math.ceil(first / step) * step; time <= first + seconds; time += step) {
      pen.fillText(words.number(String(Number(time.toFixed(1)))), across(time), top + 16);
    }
    pen.fillText(words.texts.TIME_AXIS, across(first + seconds / 2), top + 34);
  }

  // The row in which a tone lies.
  band(hertz) {
    const { f_min: low, f_max: high, n_mels: rows } = this.logMel;
    return ((melOf(hertz) - melOf(low)) / (melOf(high) - melOf(low))) * (rows + 1) - 1;
  }
}
