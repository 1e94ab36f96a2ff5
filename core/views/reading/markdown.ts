import type { Thread } from '../../model/thread.ts';
import type { ConversationRow } from '../conversation.ts';
import { visible } from '../text/visible.ts';
import { rowWords } from './row-words.ts';

/** Rows as Markdown, for elsewhere: what hides or acts on a terminal is marked there as it is here. */
export function rowsMarkdown(rows: readonly ConversationRow[]): string {
  return rows
    .map(rowMarkdown)
    .filter((text) => text !== '')
    .join('\n\n');
}

export function threadMarkdown({ title, number }: Pick<Thread, 'title' | 'number'>, rows: readonly ConversationRow[]) {
  return `# ${visible(title)} (#${String(number)})\n\n${rowsMarkdown(rows)}\n`;
}

function rowMarkdown(row: ConversationRow): string {
  const { kind, title, text, output } = rowWords(row);
  const said = visible(text);
  switch (kind) {
    case 'remark':
      return said;
    case 'heading':
      return `## ${visible(title)}${said === '' ? '' : `: ${onOneLine(said)}`}`;
    case 'speech':
      return `**${title}**\n\n${quoted(said)}`;
    case 'action':
      return [`- ${inlineCode(visible(title))}: ${onOneLine(said)}`, ...(output === '' ? [] : [fenced(output)])].join(
        '\n\n',
      );
    default:
      return title === '' ? `*${onOneLine(said)}*` : `**${title}:** ${said}`;
  }
}

function quoted(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** A fence longer than any in the text, so that nothing in it ends it. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

function inlineCode(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const padded = text.includes('`') ? ` ${text} ` : text;
  return `${ticks}${onOneLine(padded)}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
