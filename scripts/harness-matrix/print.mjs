/** The matrix as a table for people, with every gap in words below it. */

/**
 * @typedef {import('./in-the-app.mjs').Cell} Cell
 * @typedef {{ harness: string, version: string, gaps: string[], cells: Cell[] }} Row
 */

/** @param {readonly Row[]} rows */
export function tableOf(rows) {
  const trials = rows[0]?.cells.map(({ trial }) => trial) ?? [];
  const head = ['', ...rows.map(({ harness, version }) => `${harness} ${version}`)];
  const lines = trials.map((trial, index) => [trial, ...rows.map(({ cells }) => textOf(cells[index]))]);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  const gaps = rows.flatMap(({ harness, gaps }) => gaps.map((gap) => `  ${harness}: ${gap}`));
  return [...table, '', '✓ works  – does not, a gap named below  ✗ does not', '', 'Gaps', ...gaps].join('\n');
}

/** @param {Cell | undefined} cell */
function textOf(cell) {
  if (!cell) return '✗ not tried';
  const mark = cell.ok ? '✓' : cell.gap === undefined ? '✗' : '–';
  return `${mark} ${cell.text.replaceAll('|', '/')}`;
}

/** Claude Code must do everything, each other everything but its named gaps. @param {readonly Row[]} rows */
export function misses(rows) {
  return rows.flatMap(({ harness, cells }) =>
    cells
      .filter(({ ok, gap }) => !ok && (gap === undefined || harness === 'claude'))
      .map(({ trial, text }) => `${harness}: ${trial}: ${text}`),
  );
}
