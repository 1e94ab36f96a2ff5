import { orderText } from '../../../../core/decisions/seat/order-text.ts';
import type { Transcripts } from '../../../store/store-port.ts';
import type { Brake } from '../../surroundings/brake.ts';
import { openDesk } from './desk.ts';
import type { SeatDesk } from './desk.ts';
import type { AnswerDesk } from './take-answer.ts';
import { takeTurn } from './turn.ts';
import type { Asked, SittingEnd, TurnParts } from './turn.ts';

export type SittingParts = AnswerDesk &
  Omit<TurnParts, 'clones'> & {
    readonly brake: Brake;
    readonly transcripts: Pick<Transcripts, 'append'>;
  };

/** Gives a model the seat for one turn over the board. Whatever happens, the rules' answers stand. Never rejects. */
export async function sit(parts: SittingParts, asked: Asked): Promise<SittingEnd> {
  const { brake, transcripts, orchestrator } = parts;
  const { run, choice } = asked;
  const desk = openDesk(parts, run);
  const clones = [...orchestrator.state.repos.values()].map(({ path }) => path);
  const end = await takeTurn(
    { ...parts, clones },
    {
      ...{ ...asked, tools: desk.tools, text: orderText(parts.authorities()) },
      say: (event) => transcripts.append(run, event),
      saw: (event) => brake.saw({ thread: undefined, harness: choice.id, run }, event),
    },
  );
  return { ...end, ...brake.blame(run, await closed(desk, end)) };
}

/** How it ended, now that its answer is taken up, where it gave one. */
async function closed(
  desk: SeatDesk,
  { outcome, reason }: SittingEnd,
): Promise<Pick<SittingEnd, 'outcome' | 'reason'>> {
  try {
    const answered = await desk.close();
    const silent = outcome === 'succeeded' && answered === undefined;
    return silent ? { outcome: 'failed', reason: 'It ended without an answer' } : { outcome, reason };
  } catch (error) {
    return { outcome: 'crashed', reason: error instanceof Error ? error.message : String(error) };
  }
}
