/**
 * A small writer of asar archives, the container Electron reads an application from.
 * Layout (Chromium pickles, all integers 32-bit little-endian): 4, header pickle size, payload size, JSON length, JSON
 * padded to 4 bytes; then the files' bytes, with offsets counted from there.
 */

/**
 * @param {Readonly<Record<string, string>>} files name → text; flat, without folders
 * @returns {Buffer}
 */
export function writeAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    index[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    bodies.push(body);
  }
  return Buffer.concat([header(JSON.stringify({ files: index })), ...bodies]);
}

/** @param {string} json */
function header(json) {
  const text = Buffer.from(json);
  const padded = Math.ceil(text.length / 4) * 4;
  const buffer = Buffer.alloc(16 + padded);
  buffer.writeUInt32LE(4, 0);
  buffer.writeUInt32LE(8 + padded, 4);
  buffer.writeUInt32LE(4 + padded, 8);
  buffer.writeUInt32LE(text.length, 12);
  text.copy(buffer, 16);
  return buffer;
}
