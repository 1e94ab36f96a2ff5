import type { Ask } from '../../core/model/ask.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { openDialog, openThread } from '../window/window-state.ts';

/** Of the thread that asks, whatever it asks; at the head of its card, where the answers leave them room. */
export function ThreadActions({ ask, active }: { readonly ask: Ask; readonly active: boolean }) {
  return (
    <>
      <Button small look="quiet" onClick={() => openThread(ask.thread)}>
        Open {active && <Kbd chord="O" on="Inbox" />}
      </Button>
      {ask.subject.kind === 'gate' && (
        <Button
          small
          look="danger"
          title="Ends the run that asks"
          onClick={() => openDialog({ kind: 'kill', thread: ask.thread })}
        >
          Kill {active && <Kbd chord="Mod+Backspace" />}
        </Button>
      )}
    </>
  );
}
