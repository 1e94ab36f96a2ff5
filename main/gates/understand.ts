import { readlink } from 'node:fs/promises';
import { normalise } from '../../core/gates/action.ts';
import type { GateContext } from '../../core/gates/context.ts';
import { inTime } from './in-time.ts';
import type { Action, ToolCall } from '../../core/model/action.ts';

const mostPasses = 64;
/** No path; its presence says that there may be links, so that every component of every path is asked for. */
const nowhere = '';

/**
 * A tool call → what it would do on this disk. Paths are walked as the kernel walks them, component by component:
 * core asks for each whether it is a link, we look, and read the call anew until no link is left that it has not seen.
 * So `link/../file`, chains, and links whose end does not exist yet all lead where a write would really go.
 */
export async function understand(call: ToolCall, context: GateContext): Promise<Action> {
  const links: Record<string, string> = { ...context.symlinks, [nowhere]: '' };
  const looked = new Set<string>();
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const asked = new Set<string>();
    const read = inTime(() => normalise(call, { ...context, symlinks: watched(links, asked) }));
    if (!read)
      return unreadable(call, `${call.tool} that takes too long to read`, 'the gate could not read it in time');
    const action = read.value;
    let news = false;
    for (const path of asked) {
      if (looked.has(path)) continue;
      looked.add(path);
      const link = await linkText(path);
      if (link === undefined) continue;
      links[path] = link;
      news = true;
    }
    if (!news) return action;
  }
  const reason = 'its paths lead through more links than anybody can follow';
  return unreadable(call, `${call.tool} through a maze of links`, reason);
}

function unreadable(call: ToolCall, title: string, reason: string): Action {
  return { call, title, commands: [], effects: [{ kind: 'opaque', reason, segment: title }] };
}

/** The links, remembering which paths were looked up among them. */
function watched(links: Readonly<Record<string, string>>, asked: Set<string>): Readonly<Record<string, string>> {
  return new Proxy(links, {
    getOwnPropertyDescriptor(target, path) {
      if (typeof path === 'string' && path !== nowhere) asked.add(path);
      return Reflect.getOwnPropertyDescriptor(target, path);
    },
  });
}

/** These mean something else to every process that reads them. */
const perProcess = /^\/(proc(\/|$)|dev\/(stdin|stdout|stderr|fd)$)/;

/** Undefined: there is nothing, or it is no link. */
async function linkText(path: string): Promise<string | undefined> {
  return perProcess.test(path) ? undefined : readlink(path).catch(() => undefined);
}
