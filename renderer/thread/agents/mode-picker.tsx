import type { Thread } from '../../../core/model/thread.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { Select } from '../../ui/field.tsx';
import { Fact } from '../../ui/section.tsx';
import { tell } from '../../window/request.ts';

/** How the agent's program works, where it has a choice. It takes effect at once, also in the middle of a turn. */
export function ModePicker({ thread }: { readonly thread: Thread }) {
  const { modes = [] } = useHarness(thread.harness.id) ?? {};
  const [first] = modes;
  if (!first) return null;
  return (
    <Fact name="mode">
      <Select
        aria-label="Mode of the agent"
        className="h-7! w-auto! text-sm"
        value={thread.mode ?? first.id}
        onChange={({ target }) => tell('threads.chooseMode', { thread: thread.thread, mode: target.value })}
      >
        {modes.map(({ id, title }) => (
          <option key={id} value={id}>
            {visible(title)}
          </option>
        ))}
      </Select>
    </Fact>
  );
}
