import type { Repo } from '../../../core/model/repo.ts';
import type { Containment } from '../../process/containment/containment.ts';
import { commonMounts } from '../containment.ts';
import type { Ground } from '../containment.ts';
import type { ReviewPlace } from './review-place.ts';

/** A reviewer may write its scratch and session folder, and read the rest but for secrets and what teatree keeps. */
export async function containReview(
  ground: Pick<Ground, 'by' | 'network' | 'dataFolder' | 'home'>,
  { folder, scratch, state }: ReviewPlace,
  repos: readonly Repo[],
): Promise<Containment> {
  const { by, network } = ground;
  const mounts = await commonMounts(
    ground,
    repos.map(({ path }) => path),
  );
  return {
    by,
    network,
    mounts: [
      ...mounts,
      { access: 'read', at: folder },
      { access: 'write', at: scratch },
      { access: 'write', at: state },
    ],
  };
}
