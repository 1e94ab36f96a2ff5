/** The lines that a patch adds to one file, or a commit's message. `commit` is known where the patch came from a log. */
export type AddedText = {
  readonly commit: string | undefined;
  /** Undefined for the message. */
  readonly path: string | undefined;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
};

type Open = { commit: string | undefined; path: string | undefined; lines: { line: number; text: string }[] };
type Reader = { readonly found: Open[]; commit: string | undefined; oldLeft: number; newLeft: number; at: number };

const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * Reads `git log --patch --format=medium` and `git diff` of any number of files. The counts of the hunk headers say
 * what is content, and a log indents messages, so neither can look like a header.
 */
export function addedText(patch: string): readonly AddedText[] {
  const reader: Reader = { found: [], commit: undefined, oldLeft: 0, newLeft: 0, at: 0 };
  for (const line of patch.split('\n'))
    if (reader.oldLeft > 0 || reader.newLeft > 0) readContent(reader, line);
    else readHeader(reader, line);
  return reader.found.filter(({ lines }) => lines.length > 0);
}

function readContent(reader: Reader, line: string): void {
  const kind = line[0];
  if (kind === '\\') return;
  if (kind !== '+') reader.oldLeft -= 1;
  if (kind === '-') return;
  if (kind === '+') reader.found.at(-1)?.lines.push({ line: reader.at, text: line.slice(1) });
  reader.newLeft -= 1;
  reader.at += 1;
}

function readHeader(reader: Reader, line: string): void {
  const counts = hunk.exec(line);
  const { found, commit } = reader;
  if (counts) {
    reader.oldLeft = Number(counts[1] ?? 1);
    reader.at = Number(counts[2]);
    reader.newLeft = Number(counts[3] ?? 1);
  } else if (/^commit [0-9a-f]{40,64}$/.test(line)) {
    reader.commit = line.slice(7);
    found.push({ commit: reader.commit, path: undefined, lines: [] });
  } else if (line.startsWith('+++ ')) {
    found.push({ commit, path: pathOf(line.slice(4)), lines: [] });
  } else if (line.startsWith('    ')) {
    const message = found.at(-1);
    if (message?.path === undefined) message?.lines.push({ line: message.lines.length + 1, text: line.slice(4) });
  }
}

/** Git quotes names with unusual letters, and ends those with spaces by a tab. */
function pathOf(name: string): string {
  return name
    .replace(/\t$/, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^b\//, '');
}
