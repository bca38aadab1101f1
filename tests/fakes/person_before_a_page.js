// Somebody before a page's camera: comes near when the page says so, and is lit by what the screen shows.
// PICTURES are addresses of frames from far to near; SHARE is the screen's light beside that of the room.
(() => {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const WIDTH = 640, HEIGHT = 480, FPS = 10, SECONDS = 3.5;
  // Pages want 15; cameras promise that, and give less in the dark. A busy machine gets no more encoded.
  const PROMISED_FPS = 15;
  const person = (window.person = { oval: null, events: [], hints: [] });
  let shown = [], shownAt = -Infinity;

  // What the service says reaches the person by the page's oval, and the test by this list.
  const since = () => Math.round(performance.now());
  window.WebSocket = class extends WebSocket {
    constructor(...parts) {
      super(...parts);
      this.addEventListener("open", () => person.events.push(["open", since()]));
      this.addEventListener("close", (event) => person.events.push([`close ${event.code}`, since()]));
      this.addEventListener("message", ({ data }) => {
        const text = new TextDecoder("latin1").decode(data);
        const [, name] = /:(?:event|exception)-type\x07..([A-Za-z]+)/s.exec(text) ?? [];
        person.events.push([name, since()]);
        const found = /"OvalParameters":\s*(\{[^}]*\})/.exec(text);
        if (found) person.oval = JSON.parse(found[1]);
      });
    }
  };

  // Of the screen's light only what the page paints over all of it is followed: reading pixels takes a page too long.
  const fillRect = CanvasRenderingContext2D.prototype.fillRect;
  CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
    if (this.canvas.classList.contains("amplify-liveness-freshness-canvas")) {
      shown = [...(y ? shown : []), [this.fillStyle, height / this.canvas.height]];
      shownAt = performance.now();
    }
    return fillRect.call(this, x, y, width, height);
  };

  function light() {
    if (performance.now() - shownAt > 500) return null;
    const part = (colour, from) => (parseInt(colour.slice(from, from + 2), 16) / 255) ** 2.2;
    return [1, 3, 5].map((from) => shown.reduce((sum, [colour, share]) => sum + share * part(colour, from), 0));
  }

  // Cameras film while a page is busy, so this one has a thread of its own.
  function film({ data: { writable, pictures, width, height, fps, seconds, share } }) {
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    const writer = writable.getWriter();
    let step = 0, number = 0, told = { way: 0, beside: 0, light: null };
    onmessage = ({ data }) => (told = data);

    function draw() {
      step = Math.min(Math.max(step + (told.way * pictures.length) / (fps * seconds), 0), pictures.length - 1);
      const beside = (told.beside * step) / (pictures.length - 1) + Math.sin(number / 11);
      context.globalCompositeOperation = "copy";
      context.drawImage(pictures[Math.floor(step)], beside, 0);
      if (told.light) {
        const most = (1 + share) ** (1 / 2.2);
        const tint = told.light.map((each) => Math.round((255 * (1 + share * each) ** (1 / 2.2)) / most));
        context.globalCompositeOperation = "multiply";
        context.fillStyle = `rgb(${tint})`;
        context.fillRect(0, 0, width, height);
      }
      number += 1;
      writer.write(new VideoFrame(context.canvas, { timestamp: Math.round(performance.now() * 1000) }));
    }
    setInterval(draw, 1000 / fps);
  }

  function tell(camera) {
    const hint = document.querySelector(".amplify-liveness-hint")?.textContent ?? "";
    if (hint && hint !== person.hints.at(-1)) person.hints.push(hint);
    const way = hint.includes("Move closer") ? 1 : hint.includes("Move back") ? -1 : 0;
    camera.postMessage({ way, beside: person.oval ? person.oval.CenterX - WIDTH / 2 : 0, light: light() });
  }

  const named = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const [device] = (await named(constraints)).getVideoTracks();
    const settings = device.getSettings();
    device.stop();
    const pictures = await Promise.all(
      PICTURES.map(async (address) => createImageBitmap(await (await fetch(address)).blob())),
    );
    const track = new MediaStreamTrackGenerator({ kind: "video" });
    track.getSettings = () => ({ ...settings, width: WIDTH, height: HEIGHT, frameRate: PROMISED_FPS });
    const work = URL.createObjectURL(new Blob([`onmessage = ${film}`], { type: "text/javascript" }));
    const camera = new Worker(work);
    const size = { width: WIDTH, height: HEIGHT, fps: FPS, seconds: SECONDS, share: SHARE };
    camera.postMessage({ writable: track.writable, pictures, ...size }, [track.writable, ...pictures]);
    setInterval(() => tell(camera), 1000 / FPS);
    return new MediaStream([track]);
  };
})();
