import type { Ask } from '../../model/ask.ts';
import { roundVerdict } from '../../model/check.ts';
import type { Instruction } from '../../model/instruction.ts';
import { assertNever } from '../../result.ts';
import { reviewWords } from '../../review/words.ts';
import { askLine } from '../board.ts';
import type { ConversationRow } from '../conversation.ts';
import { landingWords } from '../landing.ts';
import { printed } from '../text/visible.ts';
import { toolLine, toolState } from '../transcript.ts';
import type { TranscriptRow } from '../transcript.ts';
import { eventWords } from './event-words.ts';

/** What a row of a conversation says, for who searches or copies it. */
export type RowWords = {
  /** Who says it, or what it is about. */
  readonly title: string;
  readonly text: string;
  /** What a program printed: in sight only when the row is opened. */
  readonly output: string;
  readonly kind: 'speech' | 'remark' | 'action' | 'heading' | 'note';
};

export const speakers: Readonly<Record<Instruction['kind'], string>> = {
  goal: 'Goal',
  message: 'You',
  'check-failure': 'Checks failed; asked to repair',
};

export function rowWords(row: ConversationRow): RowWords {
  switch (row.kind) {
    case 'instruction':
      return { ...plain(speakers[row.instruction.kind], row.instruction.text), kind: 'speech' };
    case 'run': {
      const { state } = row.run;
      const how = state.kind === 'ended' ? [state.outcome, state.reason].filter(Boolean).join(': ') : state.kind;
      return { ...plain(`Turn ${String(row.nth)}`, how), kind: 'heading' };
    }
    case 'transcript':
      return transcriptWords(row.row, row.ask);
    case 'ask':
      return plain('Ask', [askLine(row.ask), askOutcome(row.ask)].filter(Boolean).join(' '));
    case 'review': {
      const { word, detail } = reviewWords(row.review);
      return plain('Review', [word, detail].filter(Boolean).join(': '));
    }
    case 'checks': {
      const failed = row.round.ended.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name);
      return plain('Checks', [roundVerdict(row.round), ...failed].join(', '));
    }
    case 'landing': {
      const { word, reason } = landingWords(row.landing);
      return plain('Landing', [word, reason].filter(Boolean).join(': '));
    }
    case 'switch':
      return plain('', `Given to ${[row.to.id, row.to.config['model']].filter(Boolean).join(' with ')}`);
    case 'milestone':
      return plain('', [row.text, row.reason].filter(Boolean).join(' '));
    default:
      return assertNever(row);
  }
}

function transcriptWords(row: TranscriptRow, ask: Ask | undefined): RowWords {
  switch (row.kind) {
    case 'text':
      return { ...plain('', row.text.trim()), kind: 'remark' };
    case 'thought':
      return plain('Thought', row.text.trim());
    case 'tool': {
      const state = toolState(row, ask).replace('-', ' ');
      const told = [row.result?.summary, row.permission?.verdict === 'deny' ? row.permission.reason : undefined];
      return {
        title: toolLine(row.call),
        text: [state, ...told].filter(Boolean).join(', '),
        output: printed(row.output).trim(),
        kind: 'action',
      };
    }
    default: {
      const { text, reason } = eventWords(row.event);
      return plain('', [text, reason].filter(Boolean).join(' '));
    }
  }
}

function plain(title: string, text: string): RowWords {
  return { title, text, output: '', kind: 'note' };
}

/** How an ask ended, and by whom; nothing while it is open. */
export function askOutcome({ state }: Ask): string {
  if (state.kind === 'open') return '';
  if (state.kind === 'withdrawn') return state.reason;
  const { answer, by } = state;
  const who = by.who === 'person' ? 'You' : 'The factory, because nobody answered';
  switch (answer.kind) {
    case 'choose':
      return `${who}: ${answer.text}`;
    case 'approve':
      return `${who}: approved`;
    case 'edit':
      return `${who}: approved, but with ${answer.command}`;
    default:
      return `${who}: ${['rejected', answer.reason].filter(Boolean).join(': ')}`;
  }
}
