import type { AcpAgent } from './agents/agent.ts';
import { claudeAcp } from './agents/claude-acp.ts';
import { codex } from './agents/codex.ts';
import { copilot } from './agents/copilot.ts';
import { gemini } from './agents/gemini.ts';
import { opencode } from './agents/opencode.ts';
import { pi } from './agents/pi.ts';
import { qwen } from './agents/qwen.ts';

/** The agents whose gate and traps are known. Any other can be added by a line in the settings. */
export const knownAgents: readonly AcpAgent[] = [codex, opencode, gemini, qwen, copilot, pi, claudeAcp];
