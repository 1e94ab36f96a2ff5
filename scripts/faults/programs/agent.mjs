// Stands in the place of the recipe agent's program: the real one, whose stream is spoilt when `mischief.json` beside
// this file names the workspace it works in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const write = process.stdout.write.bind(process.stdout);
const mischief = {
  /** @param {string} line */
  truncated(line) {
    write(line.slice(0, line.length / 2));
    process.exit(9);
  },
  /** @param {string} line */
  reordered(line) {
    held = line;
    setTimeout(letGo, 100);
  },
  /** @param {string} line */
  duplicated(line) {
    write(line + line);
  },
  /** @param {string} line */
  'long-line'(line) {
    write(`${'x'.repeat(50 * 1024 * 1024)}\n${line}`);
  },
  /** @param {string} line */
  'not-utf8'(line) {
    write(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a, 0x7b, 0x22, 0xf0, 0x9f, 0x22, 0x7d, 0x0a, 0x00, 0x0a]));
    write(line);
  },
  'exits-0'() {
    process.exit(0);
  },
  /** @param {string} line */
  'exits-1-when-done'(line) {
    write(line);
    if (line.startsWith('{"type":"turn-ended"')) process.exit(1);
  },
};
/** @type {string | undefined} */
let held;
let lines = 0;

process.stdout.write = (/** @type {any} */ line) => {
  const kind = orderedKind();
  // The lines of one order; then it behaves again.
  if (kind === undefined || (kind !== 'exits-1-when-done' && lines >= 20)) return pass(line);
  lines += kind === 'duplicated' ? 1 : 20;
  mischief[kind](line);
  return true;
};

/** @param {string} line */
function pass(line) {
  const passed = write(line);
  letGo();
  return passed;
}

function letGo() {
  if (held !== undefined) write(held);
  held = undefined;
}

/** @returns {keyof typeof mischief | undefined} */
function orderedKind() {
  try {
    const { kind, workspace } = JSON.parse(readFileSync(join(import.meta.dirname, 'mischief.json'), 'utf8'));
    return workspace === process.cwd() ? kind : undefined;
  } catch {
    return undefined;
  }
}

await import(new URL('the-real-agent.js', import.meta.url).href);
