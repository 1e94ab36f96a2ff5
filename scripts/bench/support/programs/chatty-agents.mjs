// Fifty agents in one program: each speaks the recipe protocol over a pipe of its own, so many lines a second.
import { createWriteStream } from 'node:fs';

const [agents = 50, perSecond = 200, seconds = 10] = process.argv.slice(2).map(Number);
const tickMs = 20;
const pipes = Array.from({ length: agents }, (_, agent) => createWriteStream('', { fd: agent + 3 }));
const sent = pipes.map(() => 0);
const began = performance.now();

const timer = setInterval(() => {
  const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
  pipes.forEach((pipe, agent) => {
    let lines = '';
    for (let n = sent[agent] ?? 0; n < due; n += 1) lines += `${JSON.stringify(message(agent, n))}\n`;
    sent[agent] = due;
    if (lines) pipe.write(lines);
  });
  if (due < perSecond * seconds) return;
  clearInterval(timer);
  for (const pipe of pipes) pipe.end();
}, tickMs);

/** One call with its result in fifty; the rest is talk and output. `sentAt` travels in the text. */
function message(agent, n) {
  const at = performance.timeOrigin + performance.now();
  const id = `call-${agent}-${Math.floor(n / 50)}`;
  if (n % 50 === 0)
    return {
      type: 'permission',
      call: { id, tool: 'shell', input: { command: 'npm test' }, cwd: '/w/a', why: `at ${at} ` },
      edit: false,
    };
  if (n % 50 === 1) return event({ type: 'tool-result', call: id, ok: true, summary: `at ${at} ok`, durationMs: 3 });
  if (n % 5 === 0)
    return event({ type: 'tool-output', call: id, text: `at ${at} PASS src/cart/total.test.ts (12 ms)\n` });
  return event({ type: 'text', delta: true, text: `at ${at} the total is rounded once, after the discount.\n` });
}

function event(body) {
  return { type: 'event', event: body };
}
