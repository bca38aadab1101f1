// Bundles the page and lays beside it what the component's face detector needs: `node build.mjs`.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist/";

mkdirSync("dist", { recursive: true });
await build({
  entryPoints: ["page.jsx"],
  bundle: true,
  jsx: "automatic",
  minify: true,
  define: { "process.env.NODE_ENV": '"production"' },
  outfile: "dist/page.js",
  logLevel: "error",
});
for (const name of readdirSync(WASM).filter((each) => each.endsWith(".wasm"))) copyFileSync(WASM + name, `dist/${name}`);
copyFileSync("index.html", "dist/index.html");
