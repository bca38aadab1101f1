// How many milliseconds of two seconds a browser's recorder does not get written, as on a machine that is busy.
(async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  let number = 0;
  const drawing = setInterval(() => {
    for (let at = 0; at < 640; at += 8) {
      context.fillStyle = `hsl(${(at * 7 + number * 20) % 360} 50% 50%)`;
      context.fillRect(at, number % 40, 8, 480);
    }
    number += 1;
  }, 100);
  const recorder = new MediaRecorder(canvas.captureStream(10), { bitsPerSecond: 1000000 });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start(1000);
  await new Promise((done) => setTimeout(done, 2000));
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.stop();
  await stopped;
  clearInterval(drawing);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
})();
