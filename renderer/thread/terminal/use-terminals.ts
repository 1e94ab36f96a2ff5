import { useCallback, useEffect, useState } from 'react';
import type { TerminalInfo } from '../../../core/contract/thread/terminal-methods.ts';
import type { ThreadId } from '../../../core/ids.ts';
import { followTerminal } from '../../mirror/terminals.ts';
import { request } from '../../window/request.ts';

/** The thread's terminals as main has them; undefined until it said so. `refresh` asks again. */
export function useTerminals(thread: ThreadId) {
  const [list, setList] = useState<readonly TerminalInfo[]>();
  const refresh = useCallback(async () => {
    const asked = await request('terminals.list', { thread });
    if (asked.ok) setList(asked.value);
  }, [thread]);
  useEffect(() => {
    let wanted = true;
    void request('terminals.list', { thread }).then((asked) => wanted && asked.ok && setList(asked.value));
    return () => {
      wanted = false;
    };
  }, [thread]);
  useEffect(() => {
    const stops = (list ?? []).map(({ terminal }) => followTerminal(terminal, ({ info }) => info && void refresh()));
    return () => stops.forEach((stop) => stop());
  }, [list, refresh]);
  return { list, refresh };
}
