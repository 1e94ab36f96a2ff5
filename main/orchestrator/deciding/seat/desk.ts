import { z } from 'zod';
import { onOneLine } from '../../../../core/brief/quote.ts';
import { boardText } from '../../../../core/decisions/seat/board-text.ts';
import { signalText, threadText } from '../../../../core/decisions/seat/detail-text.ts';
import { answerShape, judgeModel } from '../../../../core/decisions/seat/model-answer.ts';
import type { Advised } from '../../../../core/contract/decision-methods.ts';
import { SignalId } from '../../../../core/ids.ts';
import type { RunId } from '../../../../core/ids.ts';
import type { Result } from '../../../../core/result.ts';
import type { SeatTool, ToolAnswer } from './protocol.ts';
import { takeAnswer } from './take-answer.ts';
import type { AnswerDesk } from './take-answer.ts';

/** What a model may do while it has the seat, and what came of it. */
export type SeatDesk = {
  readonly tools: readonly SeatTool[];
  /** The sitting is over: of an answer that was to be corrected and was not, what is right counts. */
  close(): Promise<Result<Advised> | undefined>;
};

const by = { who: 'factory', via: 'rule' } as const;
const ByNumber = z.strictObject({ number: z.number().int() });
const ById = z.strictObject({ id: SignalId });

export function openDesk(parts: AnswerDesk, run: RunId): SeatDesk {
  let uncorrected: string | undefined;
  let taken: Result<Advised> | undefined;

  /** The first answer with a mistake is handed back once, whole; the next one counts as it is. */
  async function decide(input: unknown): Promise<ToolAnswer> {
    if (taken) return refusing('Your answer has been taken up already. End your turn.');
    const answer = JSON.stringify(input);
    if (uncorrected === undefined) {
      const terms = { now: parts.now(), authorities: parts.authorities() };
      const { refused } = judgeModel(parts.orchestrator.state, answer, terms);
      if (refused.length > 0) {
        uncorrected = answer;
        return refusing(
          [...refused.map(line), 'Nothing is taken up yet. Hand in the whole answer once more.'].join('\n'),
        );
      }
    }
    uncorrected = undefined;
    taken = await takeAnswer(parts, { answer, run, by });
    return told(taken);
  }

  return {
    tools: [
      ...readTools(parts),
      {
        name: 'decide',
        about: 'Hand in your answer to the proposals, once.',
        input: answerShape,
        reads: false,
        run: decide,
      },
    ],
    async close() {
      if (uncorrected !== undefined && !taken) taken = await takeAnswer(parts, { answer: uncorrected, run, by });
      return taken;
    },
  };
}

function readTools({ orchestrator: { state }, now }: AnswerDesk): readonly SeatTool[] {
  return [
    reading('board', 'The board now: its print, what is proposed, threads and signals.', [
      z.strictObject({}),
      () => boardText(state, now()),
    ]),
    reading('thread', 'More about one thread, by its number.', [
      ByNumber,
      (input) => {
        const asked = ByNumber.safeParse(input).data?.number;
        const thread = [...state.threads.values()].find((each) => each.number === asked);
        return thread && threadText(state, thread);
      },
    ]),
    reading('signal', 'More about one signal, by its id.', [
      ById,
      (input) => {
        const asked = ById.safeParse(input).data?.id;
        const known = asked && state.signals.get(asked);
        return known && signalText(known);
      },
    ]),
  ];
}

/** `read` answers undefined where there is no such thing. */
function reading(
  name: string,
  about: string,
  [input, read]: readonly [z.ZodType, (input: unknown) => string | undefined],
): SeatTool {
  const run = (given: unknown): Promise<ToolAnswer> => {
    const text = read(given);
    return Promise.resolve(text === undefined ? refusing(`There is no such ${name}. Look at the board.`) : { text });
  };
  return { name, about, input: z.toJSONSchema(input, { target: 'draft-7' }), run, reads: true };
}

function refusing(text: string): ToolAnswer {
  return { text, refused: true };
}

function line({ key, why }: { readonly key: string; readonly why: string }): string {
  return `Refused: ${key === '' ? 'the answer' : onOneLine(key, 300)}: ${why}`;
}

function told(taken: Result<Advised>): ToolAnswer {
  if (!taken.ok) return refusing(taken.error.message);
  const { made, advice, refused } = taken.value;
  const counts = `Taken up: ${String(made.length)} decided, ${String(advice.length)} told to the person.`;
  return { text: [counts, ...refused.map(line), 'End your turn.'].join('\n') };
}
