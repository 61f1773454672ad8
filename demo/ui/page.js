// What only the browser knows. Runs before the page is built. demo/looks.py gives TITLES, CONTROLS
// and LARGEST, the bytes of the largest file that the server takes.
(() => {
  const page = document.documentElement;

  // The language that the words are in, for screen readers, and the window's title in it.
  const first = (navigator.languages?.[0] ?? navigator.language).split("-")[0].toLowerCase();
  page.lang = first in TITLES ? first : "en";
  const giveTitle = () => {
    if (document.title !== TITLES[page.lang]) document.title = TITLES[page.lang];
  };
  new MutationObserver(giveTitle).observe(document.head, { childList: true, subtree: true });

  // The recorder's controls in it, too, to be seen and read aloud, where Gradio knows English alone.
  const controls = Object.entries(CONTROLS[page.lang]);
  const nameControls = () => {
    for (const control of document.querySelectorAll("#recorder [aria-label]")) {
      const name = control.getAttribute("aria-label");
      const [, said = name] = controls.find(([english]) => name.startsWith(english)) ?? [];
      if (said !== name) control.setAttribute("aria-label", said);
    }
  };
  const changes = { childList: true, subtree: true, attributeFilter: ["aria-label"] };
  if (page.lang !== "en") new MutationObserver(nameControls).observe(page, changes);

  // Without a secure address there is no microphone; page.css shows a banner.
  page.classList.toggle("insecure", !window.isSecureContext);

  // Say in plain words why there is no microphone; page.css shows the right sentence. Inside
  // another page, which may keep the microphone for itself, no setting of the browser helps.
  const framed = () =>
    window.self !== window.top && document.featurePolicy?.allowsFeature("microphone") !== true;
  const devices = navigator.mediaDevices;
  if (devices) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      delete page.dataset.microphone;
      try {
        return await ask(wanted);
      } catch (error) {
        const refused = framed() ? "framed" : "refused";
        page.dataset.microphone = error.name === "NotAllowedError" ? refused : "missing";
        throw error;
      }
    };
  }

  // Say it, too, when the server does not answer or does not take a recording.
  const send = window.fetch;
  window.fetch = async (what, ...more) => {
    const address = new URL(what?.url ?? what, location.href);
    const ours = address.origin === location.origin;
    const upload = ours && address.pathname.endsWith("/upload");
    if (upload) delete page.dataset.upload;
    try {
      const answer = await send(what, ...more);
      if (ours) delete page.dataset.server;
      if (upload && !answer.ok) page.dataset.upload = answer.status === 413 ? "large" : "failed";
      return answer;
    } catch (error) {
      if (ours && error.name !== "AbortError") page.dataset.server = "lost";
      throw error;
    }
  };
  const tooLarge = (event, files) => {
    delete page.dataset.upload;
    if (![...(files ?? [])].some((file) => file.size > LARGEST)) return false;
    page.dataset.upload = "large";
    event.preventDefault();
    event.stopImmediatePropagation(); // Gradio would say it in technical words
    return true;
  };
  document.addEventListener("drop", (event) => tooLarge(event, event.dataTransfer?.files), true);

  // Gradio refuses a file that the browser does not call audio, though it may hold sound (WebM,
  // MP4), and says so in technical words. The server looks into the file, and can explain.
  document.addEventListener(
    "change",
    (event) => {
      const target = event.target;
      if (!target.files?.length) return;
      if (tooLarge(event, target.files)) {
        target.value = ""; // so that the same file can be chosen again
        return;
      }
      const files = new DataTransfer();
      for (const file of target.files) {
        const type = file.type.startsWith("audio/") ? file.type : "audio/unknown";
        files.items.add(new File([file], file.name, { type }));
      }
      target.files = files.files;
    },
    true,
  );

  // What a picture is drawn for: its width on the page, and the page's colours.
  window.tellScreen = () => ({
    width: document.querySelector(".tabs")?.clientWidth ?? window.innerWidth,
    density: window.devicePixelRatio,
    dark: document.body.classList.contains("dark"),
  });
})();
