import { join } from 'node:path';
import type { Containment } from '../../../process/containment/containment.ts';
import { commonMounts } from '../../../workspace/containment.ts';

type SeatGround = {
  readonly by: Containment['by'];
  readonly dataFolder: string;
  /** Of this sitting, with `scratch` and `state` in it. */
  readonly folder: string;
  /** Folders of the program that leads to the seat's tools, and of what runs it: they may lie where nothing else is to be seen. */
  readonly programs: readonly string[];
  readonly clones: readonly string[];
};

/** What holds a program in the seat back beneath its gate: it writes its scratch and session folder and nothing else. */
export async function containSeat({ by, dataFolder, folder, programs, clones }: SeatGround): Promise<Containment> {
  return {
    by,
    network: 'shared',
    mounts: [
      ...(await commonMounts({ dataFolder }, clones)),
      ...programs.map((program) => ({ access: 'read', at: program }) as const),
      { access: 'none', at: dataFolder },
      { access: 'read', at: folder },
      { access: 'write', at: join(folder, 'scratch') },
      { access: 'write', at: join(folder, 'state') },
    ],
  };
}
