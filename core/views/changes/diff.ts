/** One line of a file's diff. `old` and `now` are 1-based line numbers; a line has those it exists in. */
export type DiffLine = {
  readonly kind: 'context' | 'added' | 'deleted';
  readonly old: number | undefined;
  readonly now: number | undefined;
  readonly text: string;
  /** The file ends after this line with no newline. */
  readonly open: boolean;
};

export type Hunk = {
  readonly oldStart: number;
  readonly newStart: number;
  /** The function or section git names after the second `@@`. */
  readonly section: string;
  readonly lines: readonly DiffLine[];
};

export type FilePatch = { readonly hunks: readonly Hunk[]; readonly binary: boolean };

type OpenHunk = { -readonly [K in keyof Hunk]: Hunk[K] } & {
  lines: DiffLine[];
  oldLeft: number;
  newLeft: number;
  nextOld: number;
  nextNew: number;
};

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/** Reads the unified diff of one file. Counts of the hunk headers decide what is content, so no content can look like a header. */
export function parseDiff(text: string): FilePatch {
  const hunks: OpenHunk[] = [];
  let binary = false;
  let hunk: OpenHunk | undefined;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    if (hunk && line.startsWith('\\')) markOpen(hunk);
    else if (hunk && (hunk.oldLeft > 0 || hunk.newLeft > 0)) take(hunk, line);
    else {
      hunk = openHunk(line);
      if (hunk) hunks.push(hunk);
      else if (/^(Binary files .* differ|GIT binary patch)$/.test(line)) binary = true;
    }
  }
  return {
    hunks: hunks.map(({ oldStart, newStart, section, lines }) => ({ oldStart, newStart, section, lines })),
    binary,
  };
}

function openHunk(line: string): OpenHunk | undefined {
  const found = header.exec(line);
  if (!found) return undefined;
  const [, oldStart, oldCount, newStart, newCount, section] = found;
  return {
    oldStart: Number(oldStart),
    newStart: Number(newStart),
    section: section ?? '',
    lines: [],
    oldLeft: Number(oldCount ?? 1),
    newLeft: Number(newCount ?? 1),
    nextOld: Number(oldStart),
    nextNew: Number(newStart),
  };
}

function take(hunk: OpenHunk, line: string): void {
  const text = line.slice(1);
  const inOld = !line.startsWith('+');
  const inNew = !line.startsWith('-');
  hunk.lines.push({
    kind: inOld && inNew ? 'context' : inOld ? 'deleted' : 'added',
    old: inOld ? hunk.nextOld : undefined,
    now: inNew ? hunk.nextNew : undefined,
    text,
    open: false,
  });
  hunk.nextOld += Number(inOld);
  hunk.oldLeft -= Number(inOld);
  hunk.nextNew += Number(inNew);
  hunk.newLeft -= Number(inNew);
}

function markOpen(hunk: OpenHunk): void {
  const last = hunk.lines.pop();
  if (last) hunk.lines.push({ ...last, open: true });
}
