import { toast } from 'sonner';
import type { Thread } from '../../../core/model/thread.ts';
import { request } from '../../window/request.ts';

/** Of the thread's work as it stands now, also while its agent is at work. */
export async function saveCheckpoint({ thread, number: of }: Thread): Promise<void> {
  const saved = await request('checkpoints.save', { thread });
  if (!saved.ok) return;
  const { number } = saved.value;
  if (number === undefined) toast.info(`There was nothing new to save of #${String(of)}`);
  else toast.success(`Saved #${String(of)} as checkpoint ${String(number)}`);
}
