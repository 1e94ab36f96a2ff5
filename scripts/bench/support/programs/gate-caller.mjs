// Plays Claude Code's end of its tool calls: each asks the gate over the program's own pipe, by the shim, and by a script
// of Node. Begins when it is spoken to, and then says how long each call waited, in milliseconds.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [rounds = '10', cwd = '/', ...hooks] = process.argv.slice(2);
const warmUps = 3;
const waiting = new Map();
let calls = 0;

createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.type === 'control_response') waiting.get(message.response.request_id)?.(message.response.response);
  if (message.type === 'user') void play();
});

async function play() {
  const ways = [byCallback, ...hooks.map((hook) => (call) => byHook(hook, call))];
  /** @type {number[][]} */
  const times = ways.map(() => []);
  for (let round = 0; round < Number(rounds) + warmUps; round += 1) {
    for (const [index, ask] of ways.entries()) {
      const began = performance.now();
      const answer = await ask(callOf((calls += 1)));
      if (round >= warmUps) times[index]?.push(performance.now() - began);
      const { permissionDecision } = answer.hookSpecificOutput;
      if (permissionDecision !== 'allow') throw new Error(`The gate said ${permissionDecision}`);
    }
  }
  say({ type: 'system', subtype: 'times', description: JSON.stringify(times) });
}

function callOf(count) {
  const input = { tool_name: 'Bash', tool_input: { command: 'npm test' }, tool_use_id: `call-${count}`, cwd };
  return { hook_event_name: 'PreToolUse', ...input };
}

function byCallback(input) {
  const request_id = `ask-${input.tool_use_id}`;
  say({ type: 'control_request', request_id, request: { subtype: 'hook_callback', callback_id: 'gate', input } });
  return new Promise((resolve) => waiting.set(request_id, resolve));
}

/** As harnesses run a command hook: by a shell, the call on its stdin. */
function byHook(command, input) {
  const hook = spawn('/bin/sh', ['-c', command], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  hook.stdout.on('data', (chunk) => (text += chunk));
  hook.stdin.end(JSON.stringify(input));
  return new Promise((resolve) => hook.on('close', () => resolve(JSON.parse(text))));
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
