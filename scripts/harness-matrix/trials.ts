import { setTimeout as pause } from 'node:timers/promises';
import type { ToolCall } from '../../core/model/action.ts';
import type { Scenario } from '../../e2e/fake-model/scenario.ts';
import type { TurnEnd } from '../../main/harness/harness.ts';
import type { World } from './world.ts';

/** What a harness must be able to do, in the order in which it is tried. */
export type Trial = {
  readonly title: string;
  /** Among the gaps that an agent's table names, the one that explains why this cannot be. */
  readonly gap?: RegExp;
  /** Resolves to what was seen, for people; rejects with what went wrong. */
  readonly attempt: (world: World) => Promise<string>;
};

const LONG = 'timeout 60 tail -f /dev/null';
const REASON = 'MATRIX-7: hand it to the outbox';

export const scenarios: Readonly<Record<string, Scenario>> = {
  text: [{ say: 'Here I am.' }],
  allowed: [{ shell: 'echo allowed > allowed.txt' }, { say: 'Ran.' }],
  denied: [{ shell: 'echo denied > denied.txt' }, { say: 'Not run.' }, { say: 'Understood.' }],
  edited: [{ shell: 'echo asked > asked.txt' }, { say: 'Ran another.' }, { say: 'Understood.' }],
  delegated: [{ agent: { title: 'Look closer', prompt: 'Look. [[scenario:inner]]' } }, { say: 'Delegated.' }],
  inner: [{ shell: 'echo inner > inner.txt' }, { say: 'Looked closer.' }],
  long: [{ shell: LONG }, { say: 'Ran long.' }],
  counted: [{ shell: 'echo once >> counted.txt' }, { shell: LONG }, { say: 'Ran on.' }],
};

export const trials: readonly Trial[] = [
  {
    title: 'start, canary denied',
    attempt: async (world) => {
      const took = await timed(() => world.session());
      return `${took.ms} ms, ${world.canaries.length > 0 ? 'gate proven' : 'no canary'}`;
    },
  },
  {
    title: 'first event',
    attempt: async (world) => {
      const from = world.events.length;
      const began = performance.now();
      const turn = world.prompt('text');
      const text = until(() => world.events.slice(from).some(({ type }) => type === 'text'), 'no text came');
      text.catch(() => undefined);
      await Promise.race([text, turn.then(() => text)]);
      const ms = Math.round(performance.now() - began);
      await turn;
      return `${ms} ms`;
    },
  },
  {
    title: 'call allowed',
    attempt: async (world) => {
      const from = world.calls.length;
      await world.prompt('allowed');
      must(world.calls.length > from, 'the gate was not asked');
      must(world.read('allowed.txt') === 'allowed\n', `the call did not run: ${world.model.results('allowed').at(-1)}`);
      return 'ran';
    },
  },
  {
    title: 'denied, model saw why',
    attempt: async (world) => {
      world.permission = async () => ({ kind: 'deny', message: REASON });
      const { outcome } = await world
        .prompt('denied')
        .finally(() => (world.permission = async () => ({ kind: 'allow' })));
      must(world.read('denied.txt') === undefined, 'THE CALL RAN');
      const native = world.model.results('denied').some((text) => text.includes('MATRIX-7'));
      const told = native || world.model.requests.some(({ body }) => JSON.stringify(body).includes('MATRIX-7'));
      must(told, 'the model was not told why');
      return `${native ? 'as the result' : 'as the next message'}, turn ${outcome}`;
    },
  },
  {
    title: 'edited input',
    gap: /only yes or no/,
    attempt: async (world) => {
      const command = 'echo edited > edited.txt';
      let edits = false;
      world.permission = async (_, can) => {
        edits = can?.edit === true;
        return edits ? { kind: 'allow', command } : { kind: 'deny', message: `${REASON}: ${command}` };
      };
      await world.prompt('edited').finally(() => (world.permission = async () => ({ kind: 'allow' })));
      must(world.read('asked.txt') === undefined, 'WHAT WAS ASKED RAN');
      const told = world.model.requests.some(({ body }) => JSON.stringify(body).includes('edited.txt'));
      must(edits || !told, 'told instead');
      must(world.read('edited.txt') === 'edited\n', `nothing ran: ${world.model.results('edited').at(-1)}`);
      return 'ran';
    },
  },
  {
    title: 'sub-agent gated, named',
    gap: /no sub-agents/,
    attempt: async (world) => {
      const from = world.events.length;
      await world.prompt('delegated');
      const inner = () =>
        world.events
          .slice(from)
          .find((event) => event.type === 'tool-call' && JSON.stringify(event.call.input).includes('inner.txt'));
      await until(() => inner() !== undefined, 'no sub-agent made a call');
      const call = inner();
      must(call?.type === 'tool-call' && call.agent !== undefined, 'its call was told without its name');
      must(
        world.calls.some(({ input }) => JSON.stringify(input).includes('inner.txt')),
        'the gate was not asked',
      );
      return 'judged';
    },
  },
  {
    title: 'cancel',
    gap: /stopped in the middle/,
    attempt: async (world) => {
      const { turn } = await startLong(world);
      const session = await world.session();
      const began = performance.now();
      session.cancelTurn();
      const end = await turn;
      const ms = Math.round(performance.now() - began);
      must(end?.outcome === 'interrupted', `the turn was ${end?.outcome}: ${world.model.results('long').at(-1)}`);
      must((await world.prompt('text')).outcome === 'completed', 'the session was not usable afterwards');
      return `${ms} ms`;
    },
  },
  {
    title: 'cost',
    gap: /tokens nor money/,
    attempt: async (world) => {
      const used = world.events.flatMap((event) => (event.type === 'usage' ? [event] : []));
      must(used.length > 0, 'no usage was told');
      const cost = used.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
      return cost > 0 ? `$${cost.toFixed(4)}` : 'tokens only';
    },
  },
  {
    title: 'resume after kill -9',
    gap: /Forgets a session/,
    attempt: async (world) => {
      await world.reset();
      const session = await world.session();
      const before = world.calls.length;
      const turn = world.prompt('counted').catch(() => undefined);
      await until(() => world.calls.slice(before).some(isLong), 'the second call was not made');
      process.kill(session.process.pid, 'SIGKILL');
      await turn;
      await world.reset();
      await world.resume(session.session);
      const from = world.model.requests.length;
      must((await world.prompt('text')).outcome === 'completed', 'the resumed turn failed');
      must(world.read('counted.txt') === 'once\n', `a call ran not once: ${JSON.stringify(world.read('counted.txt'))}`);
      const made = world.model.requests.slice(from).flatMap(({ conversation }) => conversation.turns);
      const knows = made.some(({ parts }) => parts.some((part) => part.kind === 'call' && isCounted(part.input)));
      must(knows, 'it began afresh: the model knew nothing of before');
      return 'knows what was done';
    },
  },
  {
    title: 'kill',
    attempt: async (world) => {
      const { turn } = await startLong(world);
      const took = await timed(() => world.reset());
      await turn;
      const left = await world.living();
      must(left === 0, `${left} processes left`);
      return `0 left, ${took.ms} ms`;
    },
  },
];

function isCounted(input: unknown): boolean {
  return JSON.stringify(input).includes('counted.txt');
}

function isLong({ input }: ToolCall): boolean {
  return JSON.stringify(input).includes(LONG);
}

/** A turn inside a call that lasts; settles without an error however it ends. */
async function startLong(world: World): Promise<{ readonly turn: Promise<TurnEnd | undefined> }> {
  const from = world.calls.length;
  const turn = world.prompt('long').catch(() => undefined);
  await until(() => world.calls.length > from, 'the long call was not made');
  await pause(500);
  return { turn };
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const end = Date.now() + 45_000;
  while (!holds()) {
    must(Date.now() < end, otherwise);
    await pause(20);
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number }> {
  const began = performance.now();
  await work();
  return { ms: Math.round(performance.now() - began) };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
