import type { TranscriptItem } from '../../../../core/model/harness/transcript-item.ts';
import { isSeatEvent } from '../../../../core/loop/event.ts';
import type { SeatEvent } from '../../../../core/loop/seat/seat-events.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { seatLine } from '../../text/seat-line.ts';
import { transcriptText } from '../../text/transcript-text.ts';
import { clean, cleanLine } from '../../screen.ts';

export const decisionsBoard: Command = {
  name: 'decisions board',
  about: 'Show the board as a model reads it, in at most about 3000 tokens',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const board = await connection.value.call('decisions.board', {});
    if (!board.ok) return board;
    screen.print(board.value, clean(board.value.text));
    return ok(0);
  },
};

export const decisionsAsk: Command = {
  name: 'decisions ask',
  about: 'Have the model of the settings say what it would decide; ends with 1 when it gave no answer',
  async run({ screen, connect }) {
    const connection = await connect('work');
    if (!connection.ok) return connection;
    const { call, lost, onEntries } = connection.value;
    let end: (event: Ended | undefined) => void = () => undefined;
    const over = new Promise<Ended | undefined>((resolve) => (end = resolve));
    await onEntries((entries) => {
      for (const event of entries.map((entry) => entry.event).filter(isSeatEvent)) {
        screen.note(seatLine(event));
        if (event.type === 'seat.ended') end(event);
      }
    });
    void lost.then(() => end(undefined));
    const asked = await call('decisions.ask', {});
    if (!asked.ok) return asked;
    const ended = await over;
    if (!ended) return fail({ code: 'connection-lost', message: 'Teatree was closed while the model was asked' });
    const { outcome, reason, usage, denied } = ended;
    screen.print({ ...asked.value, outcome, reason, usage, denied }, cleanLine(`${outcome}: ${reason}`, 300));
    return ok(outcome === 'succeeded' ? 0 : 1);
  },
};

type Ended = Extract<SeatEvent, { type: 'seat.ended' }>;

export const decisionsTranscript: Command = {
  name: 'decisions transcript',
  about: 'Show what was said and done when a model was asked last',
  positionals: [{ name: 'RUN', about: 'another time, by its run_… id', optional: true }],
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const { sitting, last } = snapshot.seat;
    const stream = args.optional('RUN') ?? (sitting ?? last)?.run;
    if (stream === undefined) return fail({ code: 'never-asked', message: 'No model has been asked yet' });
    const items: TranscriptItem[] = [];
    for (let after = 0; ;) {
      const page = await call('transcripts.read', { stream, after, limit: pageSize });
      if (!page.ok) return page;
      items.push(...page.value);
      if (page.value.length < pageSize) break;
      after = page.value.at(-1)?.seq ?? after;
    }
    screen.print({ run: stream, items }, transcriptText(items) || 'Nothing was said there');
    return ok(items.length > 0 ? 0 : 1);
  },
};

const pageSize = 5000;

export const decisionsAdvise: Command = {
  name: 'decisions advise',
  about: 'Take up a model’s answer to that board from stdin; ends with 1 where some of it is refused',
  async run({ screen, connect, readInput }) {
    const answer = await readInput();
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const advised = await connection.value.call('decisions.advise', { answer });
    if (!advised.ok) return advised;
    const { made, advice, refused } = advised.value;
    const lines = [
      ...made.map(({ key, decision }) => `made: ${key} (${decision})`),
      ...advice.map(({ key, choice, reason }) => `advice: ${key}: ${choice.action}: ${reason}`),
      ...refused.map(({ key, why }) => `refused: ${key || 'the answer'}: ${why}`),
    ];
    screen.print(advised.value, lines.map((line) => cleanLine(line, 200)).join('\n') || 'It decided nothing');
    return ok(refused.length === 0 ? 0 : 1);
  },
};
