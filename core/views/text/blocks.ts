/**
 * Markdown in pieces that can be drawn one by one: cut at empty lines that are not inside a fence. A piece is final when
 * another follows, so that of a growing text as a rule only the last piece changes. Together they are the text.
 */
export function blocksOf(text: string): readonly string[] {
  const blocks: string[] = [];
  let block = '';
  let fence: string | undefined;
  let blank = false;
  for (const line of text.split(/(?<=\n)/)) {
    if (blank && fence === undefined && beginsBlock(line)) {
      blocks.push(block);
      block = '';
    }
    block += line;
    fence = fenceAfter(line, fence);
    blank = line.trim() === '';
  }
  return block === '' ? blocks : [...blocks, block];
}

/** What is indented, or one more item, may belong to the list before. */
function beginsBlock(line: string): boolean {
  return line.trim() !== '' && !/^(\s|[-*+] |\d+[.)] )/.test(line);
}

/** CommonMark: a fence is ended by one of the same sign that is at least as long and says nothing more. */
function fenceAfter(line: string, open: string | undefined): string | undefined {
  const [, marks = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line) ?? [];
  if (marks === '') return open;
  if (open === undefined) return marks.startsWith('`') && rest.includes('`') ? undefined : marks;
  return marks.startsWith(open) && rest.trim() === '' ? undefined : open;
}
