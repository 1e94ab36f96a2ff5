import { useEffect, useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import type { TerminalId } from '../../../core/contract/thread/terminal-methods.ts';
import { connect } from './connect.ts';
import type { Connection } from './connect.ts';

/** What of the screen its surroundings use. */
export type ScreenHandle = Pick<Connection, 'focus' | 'find'>;

type ScreenProps = { readonly terminal: TerminalId; readonly label: string; readonly ref: Ref<ScreenHandle> };

/** One terminal as it is. It has the keyboard as soon as it is there. */
export function Screen({ terminal, label, ref }: ScreenProps) {
  const place = useRef<HTMLDivElement>(null);
  const connection = useRef<Connection>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    connection.current = connect(place.current, terminal);
    connection.current.focus();
    return () => connection.current?.end();
  }, [terminal]);
  useImperativeHandle(ref, () => ({
    focus: () => connection.current?.focus(),
    find: (words, step) => connection.current?.find(words, step) ?? false,
  }));
  return (
    <div
      ref={place}
      role="group"
      aria-label={label}
      className="relative h-full overflow-hidden contain-strict select-text"
    />
  );
}
