import { LinkDialog } from '../attention/links/link-dialog.tsx';
import { PauseDialog } from '../gate/pause/pause-dialog.tsx';
import { RuleDialog } from '../inbox/gate/rule-dialog.tsx';
import { LandDialog } from '../landing/land-dialog.tsx';
import { LandTogetherDialog } from '../landing/land-together-dialog.tsx';
import { NewThreadDialog } from '../new-thread/new-thread-dialog.tsx';
import { SignalDialog } from '../orchestrator/signals/signal-dialog.tsx';
import { ReviewDialog } from '../thread/agents/review-dialog.tsx';
import { SwitchDialog } from '../thread/agents/switch-dialog.tsx';
import { TakeOverDialog } from '../thread/take-over-dialog.tsx';
import { useWindow } from '../window/window-state.ts';
import { DropDialog, KillDialog } from './halt-dialogs.tsx';
import { NoticesDialog } from './notices.tsx';
import { Palette } from '../commands/palette.tsx';
import { SearchDialog } from '../search/search-dialog.tsx';
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx';

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = useWindow((state) => state.dialog);
  switch (dialog?.kind) {
    case 'new-thread':
      return <NewThreadDialog />;
    case 'signal':
      return <SignalDialog />;
    case 'palette':
      return <Palette />;
    case 'search':
      return <SearchDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'notices':
      return <NoticesDialog />;
    case 'land':
      return <LandDialog id={dialog.thread} />;
    case 'land-together':
      return <LandTogetherDialog ids={dialog.threads} />;
    case 'review':
      return <ReviewDialog id={dialog.thread} />;
    case 'take-over':
      return <TakeOverDialog id={dialog.thread} />;
    case 'switch':
      return <SwitchDialog id={dialog.thread} />;
    case 'link':
      return <LinkDialog id={dialog.thread} />;
    case 'kill':
      return <KillDialog id={dialog.thread} />;
    case 'rule':
      return <RuleDialog id={dialog.ask} scope={dialog.scope} />;
    case 'pause-gate':
      return <PauseDialog target={dialog.target} />;
    case 'drop':
      return <DropDialog id={dialog.thread} />;
    default:
      return null;
  }
}
