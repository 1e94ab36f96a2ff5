import { Command } from 'cmdk';
import type { SearchAnswer, SearchHit } from '../../core/contract/search-methods.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { closeDialog, go, openThread } from '../window/window-state.ts';
import { openAt } from './aim.ts';
import { kindTitles } from './kinds.ts';

/** All that was found of one kind, the newest first. */
export function Found({ group }: { readonly group: SearchAnswer['groups'][number] }) {
  const { kind, hits, more } = group;
  return (
    <Command.Group
      heading={`${kindTitles[kind]} · ${String(hits.length)}${more ? ' newest' : ''}`}
      className="pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-3"
    >
      {hits.map((hit, index) => (
        <Hit key={`${String(hit.at)} ${String(index)}`} hit={hit} id={`${kind} ${String(index)}`} />
      ))}
    </Command.Group>
  );
}

function Hit({ hit, id }: { readonly hit: SearchHit; readonly id: string }) {
  const { what, at, parts, file } = hit;
  const thread = useMirror(({ factory }) => hit.thread && factory.threads.get(hit.thread));
  return (
    <Command.Item
      value={id}
      onSelect={() => openHit(hit)}
      className="group flex flex-col gap-0.5 rounded-control px-2 py-1.5 text-ink-2 data-[selected=true]:bg-selected data-[selected=true]:text-ink"
    >
      <span className="flex items-baseline gap-2 text-sm text-ink-3 group-data-[selected=true]:text-ink-2">
        {thread && <span>#{thread.number}</span>}
        <span className="min-w-0 flex-1 truncate">
          {visible(file ? file.path : thread ? thread.title : 'The whole factory')}
        </span>
        <span>{visible(what)}</span>
        <Elapsed since={at} />
      </span>
      <span className="line-clamp-2 text-code wrap-anywhere">
        {parts.map(({ text, found }, index) =>
          found ? (
            <mark key={index} className="rounded-tiny bg-needs-you/25 text-ink">
              {visible(text)}
            </mark>
          ) : (
            <span key={index}>{visible(text)}</span>
          ),
        )}
      </span>
    </Command.Item>
  );
}

function openHit({ thread, kind, at }: SearchHit): void {
  closeDialog();
  if (thread === undefined) go({ view: 'gate' });
  else if (kind === 'change') openThread(thread, 'changes');
  else openAt(thread, at);
}
