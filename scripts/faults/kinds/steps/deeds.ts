import { InstructionId } from '../../../../core/ids.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import type { Factory } from '../../desk/factory.ts';
import { awaitThrough, isKeeping, sendCourier, threadOf } from '../../desk/crew.ts';
import { ledgerRecipe } from '../../desk/ledger.ts';
import type { Scene } from '../../fault.ts';
import { readyToLand } from '../../desk/landing.ts';
import { granted } from './plot.ts';
import type { FactType, Plot } from './plot.ts';

type Client = Factory['client'];
type Deed = (client: Client, courier: ThreadId, scene: Scene) => Promise<unknown>;

/** What a person does to a thread, and to its reviews, comments, messages and links. */
export const deeds: Readonly<Partial<Record<FactType, Plot>>> = {
  'thread.halted': halted('thread.halted'),
  'thread.resumed': halted('thread.resumed'),
  'thread.instructed': onReview((client, thread) => granted(client.call('threads.message', { thread, text: 'Well' }))),
  'run.steered': async ({ factory: { client, snapshot } }, strike) => {
    const working = (await snapshot()).threads.filter(
      (thread) => isKeeping(thread) && thread.runs.at(-1)?.state.kind === 'working',
    );
    const all = working.map(({ thread }) => client.call('threads.message', { thread, text: 'Go on like that' }));
    await strike(() => Promise.all(all));
  },
  'message.edited': onQueued((client, thread, message) =>
    granted(client.call('messages.edit', { thread, message, text: 'Otherwise' })),
  ),
  'message.moved': onQueued((client, thread, message) => granted(client.call('messages.move', { thread, message }))),
  'message.withdrawn': onQueued((client, thread, message) =>
    granted(client.call('messages.withdraw', { thread, message })),
  ),
  'thread.harness-switched': onReview((client, thread, { desk }) => {
    const recipe = { text: ledgerRecipe(desk.nextLedger(), { length: 2, pauseS: 0.1 }) };
    return granted(client.call('threads.switchHarness', { thread, harness: 'recipe', recipe }));
  }),
  'thread.triaged': onReview((client, thread) => granted(client.call('threads.triage', { thread, priority: 'P1' }))),
  'thread.linked': onReview(link('link')),
  'thread.unlinked': onReview(link('unlink'), link('link')),
  'thread.dropped': onReview(drop),
  'workspace.removed': onReview(
    (client, thread) => granted(client.call('workspaces.remove', { thread, force: true })),
    drop,
  ),
  'checks.requested': onReview((client, thread) => granted(client.call('threads.check', { thread }))),
  'gate.paused': onReview(pause('gate.pause')),
  'gate.resumed': onReview(pause('gate.resume'), pause('gate.pause')),
  'review.requested': onReview(review('0.1')),
  'review.reported': onReview(review('0.1')),
  'review.cancelled': onReview(async ({ call }, thread, { factory }) => {
    for (const { id } of (await threadOf(factory, thread)).reviews)
      await granted(call('threads.cancelReview', { thread, review: id }));
  }, review('30')),
  'comment.added': onReview(comment),
  'comment.resolved': onReview(onComment('comments.resolve'), comment),
  'comment.reopened': onReview(onComment('comments.reopen'), async (client, courier, scene) => {
    await comment(client, courier, scene);
    await onComment('comments.resolve')(client, courier, scene);
  }),
  'comments.sent': onReview(async ({ call }, thread, { factory }) => {
    const comments = (await threadOf(factory, thread)).comments.map(({ id }) => id);
    await granted(call('comments.send', { thread, comments }));
  }, comment),
};

/** The deed is done to a thread in review; what leads to it was done before. What becomes of the thread is the person's doing. */
function onReview(deed: Deed, before?: Deed): Plot {
  return async (scene, strike) => {
    const { client } = scene.factory;
    const courier = await readyToLand(scene);
    await before?.(client, courier, scene);
    await strike(() => deed(client, courier, scene));
    return { hit: [courier] };
  };
}

/** The agent of a courier is killed by the person, and let go on again. */
function halted(type: 'thread.halted' | 'thread.resumed'): Plot {
  return async (scene, strike) => {
    const { client } = scene.factory;
    const thread = await sendCourier(scene);
    await strike(async () => {
      await granted(client.call('threads.halt', { thread, halt: 'killed' }));
      if (type === 'thread.resumed') await granted(client.call('threads.resume', { thread }));
    });
    return {
      afterwards: async ({ factory }) => {
        if (type === 'thread.halted') await factory.client.call('threads.resume', { thread });
        await awaitThrough(factory, thread);
        return [];
      },
    };
  };
}

/** Done to a message that nobody has heard yet, since its thread is paused. */
function onQueued(deed: (client: Client, thread: ThreadId, message: InstructionId) => Promise<unknown>): Plot {
  return async (scene, strike) => {
    const { client } = scene.factory;
    const thread = await sendCourier(scene);
    await granted(client.call('threads.halt', { thread, halt: 'paused' }));
    for (const text of ['First', 'Second']) await granted(client.call('threads.message', { thread, text }));
    const message = (await threadOf(scene.factory, thread)).instructions.find(({ kind }) => kind === 'message');
    await strike(() => deed(client, thread, message?.id ?? InstructionId.parse('ins_none')));
    return { hit: [thread] };
  };
}

function drop(client: Client, thread: ThreadId) {
  return granted(client.call('threads.drop', { thread, reason: 'Not needed' }));
}

function pause(method: 'gate.pause' | 'gate.resume'): Deed {
  return (client, thread) => granted(client.call(method, { target: { kind: 'thread', thread } }));
}

function link(how: 'link' | 'unlink'): Deed {
  return async (client, thread, { factory }) => {
    const other = (await factory.snapshot()).threads.find(isKeeping)?.thread ?? thread;
    await granted(client.call(`threads.${how}`, { thread, kind: 'overlaps', to: other }));
  };
}

/** By the scripted agent, which is named, as it has made what it looks at; it looks for so many seconds. */
function review(seconds: string): Deed {
  return async (client, thread) => {
    const run = `sleep ${seconds}; echo '{"verdict":"approve","summary":"fine"}' > "$TMPDIR/findings.jsonl"`;
    const recipe = { text: JSON.stringify({ title: 'Look', steps: [{ run }] }) };
    await granted(client.call('threads.review', { thread, harness: 'recipe', recipe }));
  };
}

async function comment({ call }: Client, thread: ThreadId, { factory }: Scene) {
  const [repo] = (await threadOf(factory, thread)).repos;
  if (repo) await granted(call('comments.add', { thread, repo, path: 'README.md', line: 1, text: 'Why?' }));
}

function onComment(method: 'comments.resolve' | 'comments.reopen'): Deed {
  return async ({ call }, thread, { factory }) => {
    const [first] = (await threadOf(factory, thread)).comments;
    if (first) await granted(call(method, { thread, comment: first.id }));
  };
}
