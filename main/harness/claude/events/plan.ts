import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Said } from '../protocol/wire.ts';

type Step = Extract<HarnessEvent, { type: 'plan' }>['steps'][number];

const STATES: Readonly<Record<string, Step['state']>> = {
  pending: 'pending',
  in_progress: 'active',
  completed: 'done',
};

/** What the tools TaskCreate and TaskUpdate answer. */
const Created = z.looseObject({ task: z.looseObject({ id: z.string(), subject: z.string() }) });
const Updated = z.looseObject({ taskId: z.string(), statusChange: z.looseObject({ to: z.string() }) });

/** The agent's own list of what it is going to do, as its tools keep it. */
export function createPlan() {
  const steps = new Map<string, Step>();
  const calls = new Set<string>();

  function follow(result: unknown): boolean {
    const created = Created.safeParse(result);
    if (created.success) steps.set(created.data.task.id, { title: created.data.task.subject, state: 'pending' });
    const updated = Updated.safeParse(result);
    const step = updated.success ? steps.get(updated.data.taskId) : undefined;
    if (!updated.success || !step) return created.success;
    const state = STATES[updated.data.statusChange.to];
    if (state === undefined) return steps.delete(updated.data.taskId);
    steps.set(updated.data.taskId, { ...step, state });
    return true;
  }

  return {
    called: (id: string, tool: string): void => {
      if (tool === 'TaskCreate' || tool === 'TaskUpdate') calls.add(id);
    },
    eventsOf({ message, tool_use_result: result }: Said<'user'>): readonly HarnessEvent[] {
      const { content } = message;
      const isOurs = typeof content !== 'string' && content.some(({ tool_use_id: id }) => id && calls.delete(id));
      return isOurs && follow(result) ? [{ type: 'plan', steps: [...steps.values()] }] : [];
    },
  };
}
