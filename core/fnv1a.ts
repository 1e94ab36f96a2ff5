/** FNV-1a over UTF-16 code units, 32 bits: for short names that are always the same, not for what must be unique. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Eight hexadecimal digits. */
export function hex32(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}
