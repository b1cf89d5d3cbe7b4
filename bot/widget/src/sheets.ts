/** Style inside the shadow root without a style element, so that a strict content security policy is kept. */

/** Adds a sheet; the returned function replaces its text. Browsers without constructed sheets get a style element. */
export function addSheet(shadow: ShadowRoot, css: string): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    return (text) => sheet.replaceSync(text);
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    shadow.append(style);
    return (text) => {
      style.textContent = text;
    };
  }
}
