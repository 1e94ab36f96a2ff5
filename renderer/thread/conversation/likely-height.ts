import type { ShownRow } from '../../../core/views/reading/density.ts';

const lineHeight = 24;
const charactersInLine = 105;

/** Of a row that was not drawn yet, in pixels: near enough that little moves when it is measured. */
export function likelyHeight(row: ShownRow | undefined): number {
  if (row?.kind !== 'transcript') return 64;
  const said = row.row;
  if (said.kind !== 'text' && said.kind !== 'thought') return 34;
  return 12 + lineHeight * Math.max(1, Math.ceil(said.text.length / charactersInLine));
}

/** Of a conversation in this window, in pixels: what stands above and below it takes the rest. */
export function likelyRoom(): number {
  return Math.max(200, window.innerHeight - 320);
}
