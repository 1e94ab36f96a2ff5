import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { HookCall } from '../hook-call.ts';
import { startGateServer, type GateServer } from '../gate-server.ts';
import { hookCommand, type HookForm } from '../shim-script.ts';

export type HookEnd = { readonly code: number | null; readonly out: string; readonly err: string };

export type HookWorld = {
  readonly folder: string;
  readonly gate: GateServer;
  readonly calls: HookCall[];
  readonly refused: string[];
  /** One tool call as harnesses make it: the hook first, then the tool unless the hook objects. Open on any failure. */
  tool(command: string, form?: HookForm): Promise<HookEnd & { readonly ran: boolean }>;
  close(): Promise<void>;
};

export async function hookWorld(
  decide: (call: HookCall) => Promise<PermissionAnswer>,
  { beatMs = 250 }: { readonly beatMs?: number } = {},
): Promise<HookWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'gate '));
  const calls: HookCall[] = [];
  const refused: string[] = [];
  const gate = await startGateServer({
    folder: join(folder, "it's private"),
    beatMs,
    onRefused: (why) => refused.push(why),
    decide: (call) => {
      calls.push(call);
      return decide(call);
    },
  });
  let count = 0;
  return {
    folder,
    gate,
    calls,
    refused,
    async tool(command, form = 'codex') {
      const proof = join(folder, `ran-${String((count += 1))}`);
      const body = form === 'copilot' ? { toolName: 'bash', toolArgs: { command } } : claudeBody(command);
      const hook = hookCommand({ folder: gate.folder, bash: '/bin/bash' }, form);
      const end = await runHook(hook, JSON.stringify(body));
      if (!objects(end)) await runHook(`touch '${proof}'`, '');
      return { ...end, ran: existsSync(proof) };
    },
    async close() {
      await gate.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function claudeBody(command: string) {
  return { hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command }, tool_use_id: 'call_1', cwd: '/' };
}

/**
 * What makes codex, qwen and copilot hold a tool back; everything else, such as exit 1 or broken JSON, lets it run. With
 * codex so does an exit 2 that gives no reason.
 */
function objects({ code, out, err }: HookEnd): boolean {
  return (code === 2 && err.trim() !== '') || out.includes('"permissionDecision":"deny"');
}

export function runHook(command: string, input: string): Promise<HookEnd> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], { env: { PATH: process.env.PATH } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
