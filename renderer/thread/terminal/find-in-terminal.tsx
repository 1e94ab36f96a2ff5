import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../../ui/button.tsx';

type FindInTerminalProps = {
  readonly onFind: (words: string, step: 1 | -1) => boolean;
  readonly onClose: () => void;
};

export function FindInTerminal({ onFind, onClose }: FindInTerminalProps) {
  const [words, setWords] = useState('');
  const [missed, setMissed] = useState(false);
  const find = (step: 1 | -1) => setMissed(words !== '' && !onFind(words, step));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') find(event.shiftKey ? 1 : -1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div role="search" className="flex items-center gap-1">
      <input
        autoFocus
        type="search"
        aria-label="Search the terminal"
        placeholder="Search the terminal"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setMissed(false);
        }}
        onKeyDown={onKeyDown}
        className="hairline h-6 w-48 rounded-control bg-card px-2 text-ink select-text"
      />
      <span role="status" className="min-w-9">
        {missed && 'None'}
      </span>
      <IconButton small label="Match above (Enter)" onClick={() => find(-1)}>
        <ChevronUp className="size-3.5" />
      </IconButton>
      <IconButton small label="Match below (Shift+Enter)" onClick={() => find(1)}>
        <ChevronDown className="size-3.5" />
      </IconButton>
      <IconButton small label="Close the search (Escape)" onClick={onClose}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  );
}
