import { defineConfig } from "vite";

// One classic script: it finds its own address through document.currentScript, and a page needs one tag.
export default defineConfig({
  build: {
    target: ["es2020", "safari14"],
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    reportCompressedSize: true,
    lib: {
      entry: "src/main.ts",
      name: "kringwijzer",
      formats: ["iife"],
      fileName: () => "kringwijzer.js",
    },
  },
});
