// What only the browser knows. Runs before the page is built.
(() => {
  const page = document.documentElement;

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

  // What a picture is drawn for: its width on the page, and the page's colours.
  window.tellScreen = () => ({
    width: document.querySelector(".tabs")?.clientWidth ?? window.innerWidth,
    density: window.devicePixelRatio,
    dark: document.body.classList.contains("dark"),
  });
})();
