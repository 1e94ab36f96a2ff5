import { canaryOf } from '../../../../core/gates/rules/factory/canary.ts';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import { auditGate } from '../../perform/gate-audit.ts';
import type { GateAudit } from '../../perform/gate-audit.ts';

/** What the server of tools is called in the harness. */
export const serverName = 'teatree';

export type SeatGate = Pick<GateAudit, 'ungated' | 'traced'> & {
  permission(call: ToolCall): Promise<PermissionAnswer>;
  /** The canary was tried and denied. */
  proven(): boolean;
  /** How many calls of other tools were denied. */
  denied(): number;
};

type SeatVerdict = { readonly verdict: 'allow' | 'deny'; readonly reason: string };

/**
 * The whole policy of the seat: a call of one of our tools, by its exact name, or no. Nobody is asked and no rule, switch or
 * pause of the person's policy plays a part. Harnesses join the names of server and tool in ways of their own.
 */
export function seatGate(
  run: string,
  tools: readonly string[],
  onVerdict: (call: ToolCall, verdict: SeatVerdict) => void,
): SeatGate {
  const audit = auditGate(run);
  const ours = new Set(
    tools.flatMap((tool) => ['__', '_', '.', '/', '-'].map((joint) => `${serverName}${joint}${tool}`)),
  );
  // Programs that keep rare tools back look up what a tool of ours takes; that does nothing.
  ours.add('ToolSearch');
  let proven = false;
  let denied = 0;

  function judge(call: ToolCall): SeatVerdict {
    if (ours.has(call.tool.replace(/^mcp__/, ''))) return { verdict: 'allow', reason: 'A tool of the seat' };
    const canary = JSON.stringify(call.input).includes(canaryOf(run));
    if (canary) proven = true;
    else denied += 1;
    const reason = canary ? 'This is the canary that proves the gate is there' : 'The seat has no tools but its own';
    return { verdict: 'deny', reason };
  }

  return {
    ungated: audit.ungated,
    traced: audit.traced,
    permission(call) {
      const judged = judge(call);
      onVerdict(call, judged);
      const answer: PermissionAnswer =
        judged.verdict === 'allow'
          ? { kind: 'allow' }
          : { kind: 'deny', message: `Denied: ${judged.reason}. Next: use ${tools.join(', ')}, or end your turn` };
      return Promise.resolve(audit.answered(call, answer));
    },
    proven: () => proven,
    denied: () => denied,
  };
}
