// What only the browser knows. Runs before the page is built. demo/launch.py gives TITLES.
(() => {
  const page = document.documentElement;

  // The language that the words are in, for screen readers, and the window's title in it.
  const first = (navigator.languages?.[0] ?? navigator.language).split("-")[0].toLowerCase();
  page.lang = first in TITLES ? first : "en";
  const giveTitle = () => {
    if (document.title !== TITLES[page.lang]) document.title = TITLES[page.lang];
  };
  new MutationObserver(giveTitle).observe(document.head, { childList: true, subtree: true });

  // Without a secure address there is no microphone; page.css shows a banner.
  page.classList.toggle("insecure", !window.isSecureContext);

  // Say in plain words why there is no microphone; page.css shows the right sentence.
  const devices = navigator.mediaDevices;
  if (devices) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      delete page.dataset.microphone;
      try {
        return await ask(wanted);
      } catch (error) {
        page.dataset.microphone = error.name === "NotAllowedError" ? "refused" : "missing";
        throw error;
      }
    };
  }

  // Gradio refuses a file that the browser does not call audio, though it may hold sound (WebM,
  // MP4), and says so in technical words. The server looks into the file, and can explain.
  document.addEventListener(
    "change",
    ({ target }) => {
      if (!target.files?.length) return;
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
