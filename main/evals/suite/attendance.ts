/** What whoever began a suite says on its standard input. Its end says that nobody is there any more. */
export const attendance = { wait: 'wait', go: 'go' } as const;

export type Attendance = {
  /** Whether no further trial may begin for now. */
  readonly waits: () => boolean;
  /** Resolves when whoever began it is gone. */
  readonly left: Promise<void>;
  /** Listens no more, which would keep the process alive. */
  readonly close: () => void;
};

export function attend(lines: AsyncIterable<string>): Attendance {
  const heard = lines[Symbol.asyncIterator]();
  let waiting = false;
  const follow = async () => {
    for (let line = await heard.next(); line.done !== true; line = await heard.next())
      waiting = line.value === attendance.wait;
  };
  return { waits: () => waiting, left: follow(), close: () => void heard.return?.() };
}
