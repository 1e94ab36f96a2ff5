import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { SubAgent } from '../../shim/hook-call.ts';

const name = z.string().min(1);

/** Where agents say, beside the protocol, on whose behalf a call is made: of sub-agents it knows nothing. */
const Meta = z.union([
  z.object({ claudeCode: z.object({ parentToolUseId: name }) }).transform((meta) => meta.claudeCode.parentToolUseId),
  z
    .object({ 'github.com/copilot': z.object({ agentId: name }) })
    .transform((meta) => meta['github.com/copilot'].agentId),
  z.object({ parentToolCallId: name }).transform((meta) => meta.parentToolCallId),
]);

/** The sub-agent of a call in the stream: its own name, or the call that started it, whose title says what it is about. */
export function subAgentIn(meta: unknown, titleOf: (call: string) => string | null | undefined): SubAgent | undefined {
  const id = Meta.safeParse(meta).data;
  return id === undefined ? undefined : { id, title: titleOf(id) ?? '' };
}

type SubAgents = {
  /** A call of a sub-agent is about to be told. Answers the one name of the sub-agent, which it introduces once. */
  called(agent: SubAgent): string;
  /** Hook and stream spoke of one call, each with its own name for the sub-agent. */
  sameAs(hooked: string, streamed: string): void;
};

/** The protocol does not tell when a sub-agent ends, so neither do we. */
export function subAgents(onEvent: (event: HarnessEvent) => void): SubAgents {
  const met = new Set<string>();
  const streamedAs = new Map<string, string>();
  return {
    called(agent) {
      const id = streamedAs.get(agent.id) ?? agent.id;
      if (!met.has(id)) onEvent({ type: 'sub-agent', id, title: agent.title.slice(0, 300), state: 'started' });
      met.add(id);
      return id;
    },
    sameAs: (hooked, streamed) => void streamedAs.set(hooked, streamed),
  };
}
