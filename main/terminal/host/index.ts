import { createInterface } from 'node:readline';
import { spawn, type IPty } from '@lydell/node-pty';
import { flowControl } from './flow.ts';
import { hearLastWords } from './last-words.ts';
import { ToHost, type FromHost } from './protocol.ts';

// One terminal of the person: native code apart from the app, so that neither its work nor its crash is the app's. It
// ends with the app, because its input ends then, and the program in it is hung up on as by any terminal that closes.

const GATHER_MS = 4;
const GATHER_MOST = 32 * 1024;
const HANGS_UP_WITHIN_MS = 1000;

let program: IPty | undefined;
let flow: ReturnType<typeof flowControl> | undefined;
let gathered = '';
let timer: NodeJS.Timeout | undefined;

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => hear(ToHost.parse(JSON.parse(line))));
lines.on('close', hangUp);

function hear(order: ToHost): void {
  switch (order.kind) {
    case 'start':
      return start(order);
    case 'write':
      return program?.write(order.text);
    case 'resize':
      return program?.resize(order.size.columns, order.size.rows);
    case 'drawn':
      return flow?.drawn(order.count);
  }
}

function start({ file, args, cwd, env, size }: Extract<ToHost, { kind: 'start' }>): void {
  try {
    program = spawn(file, args, { name: 'xterm-256color', cwd, env, cols: size.columns, rows: size.rows });
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    return process.exit(1);
  }
  flow = flowControl(program);
  hearLastWords(program);
  program.onData(gather);
  program.onExit(({ exitCode }) => {
    pass();
    tell({ kind: 'ended', exitCode });
    process.exit(0);
  });
}

/** The app is gone, or closed this terminal. What does not end of being hung up on is ended. */
function hangUp(): void {
  if (!program) process.exit(0);
  program.kill('SIGHUP');
  setTimeout(() => {
    program?.kill('SIGKILL');
    process.exit(0);
  }, HANGS_UP_WITHIN_MS);
}

/** A program prints in many small pieces; together they cost less. */
function gather(text: string): void {
  gathered += text;
  if (gathered.length >= GATHER_MOST) return pass();
  timer ??= setTimeout(pass, GATHER_MS);
}

function pass(): void {
  clearTimeout(timer);
  timer = undefined;
  if (gathered === '') return;
  flow?.printed(gathered.length);
  tell({ kind: 'printed', text: gathered });
  gathered = '';
}

function tell(message: FromHost): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
