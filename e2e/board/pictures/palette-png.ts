import { crc32, deflateSync, inflateSync } from 'node:zlib';

type Picture = { readonly width: number; readonly height: number; readonly colours: Uint32Array };

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const most = 256;
/** What surfaces and words are drawn in, some of it nearly alike: each is kept as it is. */
const keptAsTheyAre = 32;

/**
 * The same picture with at most 256 colours: the most frequent ones, the rest as the nearest of them. A picture of an
 * interface is a third of its size then. Reads what browsers write: 8 bits a channel, not interlaced.
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, colours } = read(png);
  const palette = paletteOf(colours);
  const places = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[y * width + x] ?? 0;
      const place = places.get(colour) ?? nearest(palette, colour);
      places.set(colour, place);
      rows[y * (width + 1) + 1 + x] = place;
    }
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const entries = Buffer.from(palette.flatMap((colour) => channels(colour)));
  const body = deflateSync(rows, { level: 9 });
  const chunks = [chunk('IHDR', header), chunk('PLTE', entries), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

/** The most frequent, and of the others as many as there is room for, no closer together than it takes. */
function paletteOf(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].sort(([a, first], [b, second]) => second - first || a - b).map(([colour]) => colour);
  for (let apart = 0; ; apart += 2) {
    const palette = frequent.slice(0, keptAsTheyAre);
    for (const colour of frequent.slice(keptAsTheyAre)) {
      if (palette.length > most) break;
      if (palette.every((known) => distance(known, colour) >= apart * apart)) palette.push(colour);
    }
    if (palette.length <= most) return palette;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  for (const [at, known] of palette.entries())
    if (distance(known, colour) < distance(palette[best] ?? 0, colour)) best = at;
  return best;
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function read(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channelsEach = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), { stride: width * channelsEach, back: channelsEach });
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    const from = at * channelsEach;
    colours[at] = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
  }
  return { width, height, colours };
}

/** PNG specification, 9.2: each row says how it was written as a difference from its left and upper neighbours. */
function unfiltered(raw: Buffer, { stride, back }: { readonly stride: number; readonly back: number }): Uint8Array {
  const bytes = new Uint8Array((raw.length / (stride + 1)) * stride);
  for (let at = 0; at < bytes.length; at += 1) {
    const [row, column] = [Math.floor(at / stride), at % stride];
    const left = column >= back ? (bytes[at - back] ?? 0) : 0;
    const up = bytes[at - stride] ?? 0;
    const corner = column >= back ? (bytes[at - stride - back] ?? 0) : 0;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][raw[row * (stride + 1)] ?? 0] ?? 0;
    bytes[at] = (raw[row * (stride + 1) + 1 + column] ?? 0) + guess;
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
