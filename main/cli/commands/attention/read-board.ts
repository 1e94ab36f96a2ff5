import { boardHint, parseBoard } from '../../../../core/attention/board-file.ts';
import type { Board } from '../../../../core/attention/board-file.ts';
import { readJson } from '../../../../core/model/recipe/json-text.ts';
import type { JsonNode } from '../../../../core/model/recipe/json-text.ts';
import { parseJson } from '../../../../core/parse-json.ts';
import { pathText } from '../../../../core/placed-problem.ts';
import type { PlacedProblem } from '../../../../core/placed-problem.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';

/** The board in a JSON file, or what is wrong with it, with the line and the field. */
export function readBoard(file: string, text: string): Result<Board> {
  const json = parseJson(text);
  if (json === undefined) return fail({ code: 'invalid-input', message: `${file}: ${notJson(text)}`, next: boardHint });
  const board = parseBoard(json);
  if (board.ok) return ok(board.value);
  const [{ path, message }] = board.problems as [PlacedProblem];
  const field = path.length === 0 ? 'the board' : pathText(path);
  const line = lineOf(text, Array.isArray(json) ? path.slice(1) : path);
  return fail({ code: 'invalid-input', message: `${file}:${String(line)}: ${field}: ${message}`, next: boardHint });
}

/** What JSON.parse does not tell: in which line it breaks off. */
function notJson(text: string): string {
  try {
    readJson(text);
    return 'it is JSON with comments or the like, which only people read';
  } catch (error) {
    if (error instanceof SyntaxError) return `it is not JSON: ${error.message}`;
    throw error;
  }
}

/** The line of a value, or of the nearest one around it that is there. */
function lineOf(text: string, path: PlacedProblem['path']): number {
  let node: JsonNode = readJson(text);
  let { start } = node;
  for (const part of path) {
    const member = node.kind === 'scalar' ? undefined : node.members.find(({ key }) => key === String(part));
    if (!member) break;
    ({ start, value: node } = member);
  }
  return text.slice(0, start).split('\n').length;
}

/** The shape of a board, for whoever writes one. */
export const boardHelp = [
  'a board in a JSON file: {now?, limits?: {places?, perRepo?}, threads: [THREAD]}, or only [THREAD].',
  'THREAD: {id, title?, priority? P0…P4 (P2), size? 1 2 3 5 8 (3), due?, hoursLeft?, createdAt?, ageDays? (0), repo?, repos?,',
  'stage? landing review test code start (start), blockedBy? [id], unblocks? (0), retries? (0), boost? (0), pinned? true or a',
  'place, background? (false)}. Times are ISO 8601 or milliseconds; created_at is createdAt, and dependsOn or waitsFor is',
  'blockedBy; other fields are left alone',
].join(' ');
