import { InstructionId } from '../../../../core/ids.ts';
import type { Instruction } from '../../../../core/model/instruction.ts';

export function goalOf(text: string, id = 'ins_goal'): Instruction {
  return { id: InstructionId.parse(id), kind: 'goal', text };
}
