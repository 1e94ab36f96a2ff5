import path from 'node:path';

/**
 * A folder of ours that takes what a contained agent's git writes into the clone: new objects, its branch and that
 * branch's log. The clone itself stays read-only to the agent; `collectOutbox` brings over what is sound.
 */
export type Outbox = {
  /** The folder; made when it is not there. */
  readonly folder: string;
  readonly clone: string;
  readonly worktree: string;
  /** The thread's own branch, such as `teatree/x`. */
  readonly branch: string;
};

export function foldersOf({ folder }: Pick<Outbox, 'folder'>) {
  const at = (name: string) => path.join(folder, name);
  return {
    objects: at('objects'),
    refs: at('refs'),
    logs: at('logs'),
    shared: at('shared'),
    collected: at('collected'),
  };
}
