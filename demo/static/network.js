// The network: images in, calibrated scores and the classes' posteriors out.

const MOST_AT_ONCE = 8; // images: more are no faster

async function unpacked(base64) {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// What the build put into the page: the runtime, its WebAssembly, the network.
const packed = (id) => unpacked(document.getElementById(id).textContent.trim());

class Network {
  // One thread: more need headers that a file on a disk does not have.
  static async load(model) {
    const [code, wasmBinary, weights] = await Promise.all(["runtime", "wasm", "weights"].map(packed));
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const runtime = await import(address);
    URL.revokeObjectURL(address);
    Object.assign(runtime.env.wasm, { numThreads: 1, wasmBinary });
    const session = await runtime.InferenceSession.create(weights, { executionProviders: ["wasm"] });
    return new Network(runtime, session, model);
  }

  constructor(runtime, session, model) {
    Object.assign(this, { runtime, session, model });
    this.last = Promise.resolve(); // the runtime does one thing at a time
  }

  // Images, each (n_mels * n_frames,) -> for each a {scores, posteriors} of every window in it.
  async look(images) {
    const found = [];
    for (let first = 0; first < images.length; first += MOST_AT_ONCE) {
      const some = images.slice(first, first + MOST_AT_ONCE);
      const run = this.last.then(() => this.run(some));
      this.last = run.catch(() => {});
      found.push(...(await run));
    }
    return found;
  }

  async run(images) {
    const { n_mels: rows } = this.model.features;
    const columns = images[0].length / rows;
    const values = new Float32Array(images.length * images[0].length);
    images.forEach((image, index) => values.set(image, index * image.length));
    const image = new this.runtime.Tensor("float32", values, [images.length, rows, columns]);
    const { scores, class_posteriors: posteriors } = await this.session.run({ image });
    const row = (tensor, index) => {
      const width = tensor.dims[1];
      return Array.from(tensor.data.slice(index * width, (index + 1) * width));
    };
    const inOne = Array.from({ length: this.model.decision.windows_at_once }, (_, window) => window);
    return images.map((_, index) => {
      return inOne.map((window) => {
        const at = index * inOne.length + window;
        return { scores: row(scores, at), posteriors: row(posteriors, at) };
      });
    });
  }
}
