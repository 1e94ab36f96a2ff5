import type { Containment, Mount } from './containment.ts';

/** A path as it really is: links followed. Undefined: there is nothing. */
export type Look = (path: string) => { readonly real: string; readonly folder: boolean } | undefined;

/**
 * No rights beyond the user's own even for root, and a tree of processes that is all gone when bubblewrap is: the
 * first process of a PID namespace takes the others with it, whatever session they moved to.
 */
const BASE = [
  ...['--die-with-parent', '--unshare-pid', '--unshare-ipc', '--cap-drop', 'ALL'],
  ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
];

type Placed = { readonly mount: Mount; readonly at: string; readonly folder: boolean; readonly from: string };

/** The options of bubblewrap for a containment. */
export function bubblewrapOptions(containment: Containment, look: Look): readonly string[] {
  const placed = containment.mounts.flatMap((mount): readonly Placed[] => {
    const at = look(mount.at);
    const from = 'from' in mount && mount.from !== undefined ? look(mount.from) : at;
    return at && from ? [{ mount, at: at.real, folder: at.folder, from: from.real }] : [];
  });
  return [
    ...BASE,
    ...(containment.network === 'none' ? ['--unshare-net'] : []),
    ...placed.flatMap(optionsOf),
    // Last, because the places of later mounts are made inside of these folders.
    ...placed.filter((each, at) => isSealed(each, placed.slice(at + 1))).flatMap(({ at }) => ['--remount-ro', at]),
  ];
}

function optionsOf({ mount, at, folder, from }: Placed): readonly string[] {
  switch (mount.access) {
    case 'read':
      return ['--ro-bind', from, at];
    case 'write':
      return ['--bind', from, at];
    case 'none':
      // A device on a mount without devices: opening it is refused.
      return folder ? ['--tmpfs', at] : ['--ro-bind', '/dev/null', at];
    case 'fresh':
      return ['--tmpfs', at];
  }
}

/** A hidden folder that no later mount has put away again. */
function isSealed({ mount, at, folder }: Placed, later: readonly Placed[]): boolean {
  const covered = later.some((each) => each.at === at || at.startsWith(`${each.at}/`));
  return mount.access === 'none' && folder && !covered;
}
