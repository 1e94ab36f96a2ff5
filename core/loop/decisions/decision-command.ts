import type { DecisionId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import type { Decision } from '../../model/deciding/decision.ts';
import type { Instruction } from '../../model/instruction.ts';
import type { ThreadBrief } from '../../model/thread.ts';

export type DecisionCommand =
  | {
      readonly type: 'decision.make';
      /** The print of the board is taken where it is recorded, so that it is the board this was decided on. */
      readonly decision: Omit<Decision, 'board' | 'before'>;
      /** For `open`: the thread that begins. */
      readonly opens?: { readonly brief: ThreadBrief; readonly instruction: Instruction };
      /** Refused where the board is not this one any more. */
      readonly board?: string;
    }
  | { readonly type: 'decision.undo'; readonly decision: DecisionId; readonly by: Actor };
