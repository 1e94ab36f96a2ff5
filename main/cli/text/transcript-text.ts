import { addItem, emptyRows, toolLine } from '../../../core/views/transcript.ts';
import { capabilitiesText } from '../../../core/views/text/capabilities.ts';
import type { TranscriptRow } from '../../../core/views/transcript.ts';
import type { TranscriptItem } from '../../../core/model/harness/transcript-item.ts';
import { clean, cleanLine } from '../screen.ts';

/** What was said and done, a paragraph each, as it is drawn in the window. */
export function transcriptText(items: readonly TranscriptItem[]): string {
  const folded = emptyRows();
  for (const item of items) addItem(folded, item);
  return folded.rows.flatMap(paragraphOf).join('\n');
}

function paragraphOf(row: TranscriptRow): readonly string[] {
  if (row.kind !== 'tool') {
    const said = row.kind === 'event' ? eventText(row.event) : row.text;
    return said.trim() === '' ? [] : [clean(said.trimEnd())];
  }
  const { call, permission, result, output } = row;
  const word = permission?.verdict === 'deny' ? `denied: ${permission.reason}` : (result?.summary ?? 'no result');
  const shown = output === '' || permission?.verdict === 'deny' ? [] : [indented(clean(output.trimEnd()))];
  return [`> ${cleanLine(toolLine(call), 200)}: ${cleanLine(word, 200)}`, ...shown];
}

function eventText(event: Extract<TranscriptRow, { kind: 'event' }>['event']): string {
  switch (event.type) {
    case 'message':
      return `${event.from}: ${event.text}`;
    case 'session':
      return `up: ${capabilitiesText(event.can)}`;
    case 'turn-ended':
      return `${event.outcome}${event.summary === '' ? '' : `: ${event.summary}`}`;
    case 'limit':
    case 'error':
      return `${event.type}: ${event.message}`;
    default:
      return '';
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
