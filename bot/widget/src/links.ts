/** Which addresses may become a link. */

const ALLOWED = new Set(["https:", "mailto:", "tel:"]);
const FILES = "/chat/kaart/";

/** The address when it may be followed, else null. Files of a map on the assistant's own server may be given as a path. */
export function safeAddress(address: string, server: string): string | null {
  let url: URL;
  try {
    url = new URL(address, server);
  } catch {
    return null;
  }
  if (url.username || url.password) return null;
  const own = url.origin === server && url.pathname.startsWith(FILES);
  const relative = !/^[a-z][a-z0-9+.-]*:/i.test(address.trim());
  if (own) return url.href;
  return !relative && ALLOWED.has(url.protocol) ? url.href : null;
}

/** Another file of the same map, by the address of one of its pictures. */
export function siblingFile(address: string, name: string, server: string): string | null {
  const safe = safeAddress(address, server);
  if (!safe) return null;
  const url = new URL(safe);
  url.pathname = url.pathname.replace(/[^/]*$/, name);
  return url.href;
}
