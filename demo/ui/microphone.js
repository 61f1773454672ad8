// The microphone for tabs that listen themselves: pieces of sound, and recordings made of them.
window.microphone = (() => {
  // Its own thread: sound as 16-bit numbers, so many pieces a second.
  const WORKLET = `registerProcessor("pieces", class extends AudioWorkletProcessor {
    constructor({ processorOptions }) {
      super();
      this.piece = new Int16Array(Math.round(sampleRate / processorOptions.aSecond));
      this.n = 0;
    }
    process([input]) {
      for (const value of input[0] ?? []) {
        this.piece[this.n++] = Math.max(-1, Math.min(1, value)) * 32767;
        if (this.n < this.piece.length) continue;
        this.port.postMessage(this.piece.slice());
        this.n = 0;
      }
      return true;
    }
  });`;

  // Give each piece of a stream to `heard`. page.js says why there is no microphone.
  async function pieces(context, stream, aSecond, heard) {
    await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(WORKLET)}`);
    const options = { numberOfOutputs: 0, processorOptions: { aSecond } };
    const node = new AudioWorkletNode(context, "pieces", options);
    node.port.onmessage = ({ data }) => heard(data);
    context.createMediaStreamSource(stream).connect(node);
    await context.resume();
  }

  function joined(parts) {
    const all = new Int16Array(parts.reduce((sum, piece) => sum + piece.length, 0));
    let n = 0;
    for (const piece of parts) all.set(piece, (n += piece.length) - piece.length);
    return all;
  }

  function wav({ samples, rate }) {
    const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
    const write = (at, word) => [...word].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
    write(0, "RIFF"); view.setUint32(4, 36 + 2 * samples.length, true); write(8, "WAVEfmt ");
    view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
    view.setUint32(24, rate, true); view.setUint32(28, 2 * rate, true);
    view.setUint16(32, 2, true); view.setUint16(34, 16, true); write(36, "data");
    view.setUint32(40, 2 * samples.length, true);
    samples.forEach((value, i) => view.setInt16(44 + 2 * i, value, true));
    return new Uint8Array(view.buffer);
  }

  function base64(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192)
      text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  }
  const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  // Play the bytes of a file; what was played before is silent. The promise ends with the sound.
  let playing = null;
  function play(bytes) {
    playing?.pause();
    const address = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
    const audio = (playing = new Audio(address));
    return new Promise((resolve) => {
      const done = () => (URL.revokeObjectURL(address), resolve());
      audio.onended = audio.onpause = audio.onerror = done;
      audio.play().catch(done);
    });
  }

  return { pieces, joined, wav, base64, fromBase64, play };
})();
