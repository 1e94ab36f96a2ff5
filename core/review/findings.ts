import { z } from 'zod';
import { parseJson } from '../parse-json.ts';
import type { Severity } from '../model/review/comment.ts';
import type { ReviewReport } from '../model/review/review.ts';

/** What a reviewer says about one place, as far as it can be read. Nothing of it is checked against the commits yet. */
export type Finding = {
  readonly repo: string | undefined;
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
};

export type Findings = {
  readonly findings: readonly Finding[];
  readonly verdict: ReviewReport['verdict'];
  readonly summary: string;
  /** Sentences about what could not be read. */
  readonly problems: readonly string[];
};

const longest = 400_000;
const mostLines = 60;
const mostFindings = 100;
const mostProblems = 20;

/**
 * Reads JSON objects, one a line or over several, wherever they stand in a text: between prose, in a fence, in a list.
 * An object that names no place and no finding is the reviewer's verdict, or none of ours.
 */
export function readFindings(text: string): Findings {
  const findings: Finding[] = [];
  const problems: string[] = [];
  let verdict: Findings['verdict'];
  let summary = '';
  for (const value of objectsIn(text.slice(0, longest), problems)) {
    const said = Said.safeParse(value);
    if (said.success) {
      verdict = verdictOf(said.data.verdict) ?? verdict;
      summary = said.data.summary?.slice(0, 4000) ?? summary;
      continue;
    }
    const parsed = Raw.safeParse(value);
    if (parsed.success) findings.push(...findingOf(parsed.data));
    else
      problems.push(
        `A finding is not as asked for: ${parsed.error.issues[0]?.path.join('.') ?? ''} of ${short(value)}`,
      );
  }
  if (findings.length > mostFindings)
    problems.push(`Of ${String(findings.length)} findings the first ${String(mostFindings)} are kept`);
  return { findings: findings.slice(0, mostFindings), verdict, summary, problems: problems.slice(0, mostProblems) };
}

const Said = z.object({
  verdict: z.string(),
  summary: z.string().optional(),
  ...{ title: z.undefined().optional(), path: z.undefined().optional(), file: z.undefined().optional() },
});

const text = z.union([z.string(), z.number()]).transform(String);
const Raw = z
  .object({
    repo: z.string().nullish(),
    path: z.string().nullish(),
    file: z.string().nullish(),
    line: z.union([z.number(), z.string()]).nullish(),
    severity: text.nullish(),
    title: text.nullish(),
    body: text.nullish(),
    message: text.nullish(),
  })
  .refine(({ title, body, message }) => [title, body, message].some((each) => each != null && each.trim() !== ''), {
    path: ['title'],
  });

function findingOf(raw: z.infer<typeof Raw>): readonly Finding[] {
  const words = (raw.body ?? raw.message ?? '').trim();
  const [first = ''] = words.split('\n');
  const title = raw.title?.trim() || first;
  const place = placeOf(raw.path ?? raw.file ?? '');
  return [
    {
      repo: raw.repo?.trim() || undefined,
      path: place.path,
      line: lineOf(raw.line) ?? place.line,
      severity: severityOf(raw.severity ?? ''),
      title: title.replace(/\s+/g, ' ').slice(0, 300),
      body: words === title ? '' : words.slice(0, 8000),
    },
  ];
}

/** Also `src/a.ts:12` and `src/a.ts:12-20`. */
function placeOf(path: string): Pick<Finding, 'path' | 'line'> {
  const [, bare = path, line] = /^(.*?):(\d+)(?:-\d+)?$/.exec(path) ?? [];
  return { path: bare.trim() || undefined, line: lineOf(line) };
}

/** A number, also as text or as the beginning of a range. */
function lineOf(line: number | string | null | undefined): number | undefined {
  const number = typeof line === 'string' ? Number(/^\D{0,2}(\d+)/.exec(line)?.[1]) : line;
  return number != null && Number.isInteger(number) && number > 0 ? number : undefined;
}

const severities: readonly (readonly [RegExp, Severity])[] = [
  [/crit|block|high|error|sever|bug|p0|p1/, 'high'],
  [/med|major|warn|moder|p2/, 'medium'],
  [/low|minor|p3/, 'low'],
  [/note|nit|info|sugg|hint|p4/, 'note'],
];

/** Other words for the same; what nobody knows is taken seriously, not dropped. */
function severityOf(word: string): Severity {
  const lower = word.toLowerCase();
  return severities.find(([pattern]) => pattern.test(lower))?.[1] ?? 'medium';
}

function verdictOf(word: string): Findings['verdict'] {
  if (/^(approve|accept|ok|lgtm|pass)/i.test(word)) return 'approve';
  return /^(change|request|reject|fail)/i.test(word) ? 'change' : undefined;
}

/** Objects and arrays of objects that begin at the start of a line. */
function* objectsIn(whole: string, problems: string[]): Generator<unknown> {
  const lines = whole.split(/\r?\n/).map((line) => line.replace(/^\s*(?:[-*]|\d+[.)])\s+(?=[{[])/, '').trim());
  for (let at = 0; at < lines.length; at += 1) {
    if (!/^\[?\s*\{|^\[$/.test(lines[at] ?? '')) continue;
    const found = readFrom(lines, at);
    if (!found) {
      if (/^\[?\s*\{\s*"/.test(lines[at] ?? ''))
        problems.push(`A line is not JSON: ${(lines[at] ?? '').slice(0, 120)}`);
      continue;
    }
    yield* Array.isArray(found.value) ? found.value : [found.value];
    at = found.end;
  }
}

function readFrom(
  lines: readonly string[],
  start: number,
): { readonly value: unknown; readonly end: number } | undefined {
  let whole = '';
  for (let end = start; end < Math.min(lines.length, start + mostLines); end += 1) {
    whole += `${lines[end] ?? ''}\n`;
    if (!/[}\]],?$/.test(lines[end] ?? '')) continue;
    const value = parsed(whole.trim().replace(/,$/, ''));
    if (value !== undefined) return { value, end };
  }
  return undefined;
}

function parsed(json: string): unknown {
  const value = parseJson(json);
  return typeof value === 'object' && value !== null ? value : undefined;
}

function short(value: unknown): string {
  return JSON.stringify(value).slice(0, 120);
}
