import type { FileChange } from '../../../core/model/file-change.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';

type FoldedFileProps = {
  readonly reason: 'generated' | 'large';
  readonly change: FileChange;
  readonly onShow: () => void;
};

/** Nothing of it is read before somebody wants to see it. */
export function FoldedFile({ reason, change: { added = 0, deleted = 0 }, onShow }: FoldedFileProps) {
  useKeys({ E: onShow }, 'Changes');
  const lines = `${(added + deleted).toLocaleString('en')} changed lines`;
  return (
    <Empty
      title={reason === 'generated' ? 'A generated file' : 'A large change'}
      text={reason === 'generated' ? `By its name a tool wrote it: ${lines}.` : `${lines} in one file.`}
    >
      <Button onClick={onShow}>
        Show it <Kbd chord="E" on="Changes" />
      </Button>
    </Empty>
  );
}
