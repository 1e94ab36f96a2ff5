import { methods, RequestError } from '@agentclientprotocol/sdk/unstable';
import type { HarnessCallbacks } from '../../harness.ts';
import type { AcpAgent } from '../agents/agent.ts';
import type { Connection } from '../connection.ts';

/** The mode of a session, from that of its agent on. */
export type ModeKeeper = {
  /** Asks the program for one of the agent's modes; false where it has none of that name, or refuses. */
  choose(mode: string): Promise<boolean>;
  /** The program says that it is in this mode now. */
  onTold(mode: string): void;
};

/** Filled in as the session comes to be. */
type Place = { readonly attachment?: { readonly connection: Connection }; readonly session?: string };

/** A model that changes its mode must not get into one in which the client is not asked. */
export function modeKeeper(
  { mode: first, modes = [] }: Pick<AcpAgent, 'mode' | 'modes'>,
  place: Place,
  onEvent: HarnessCallbacks['onEvent'],
): ModeKeeper {
  let current = first ?? modes[0]?.id;
  const isOurs = (mode: string) => mode === first || modes.some(({ id }) => id === mode);

  async function ask(modeId: string): Promise<void> {
    const { attachment, session } = place;
    if (!attachment || session === undefined) return;
    await attachment.connection.agent.request(methods.agent.session.setMode, { sessionId: session, modeId });
  }
  function enter(mode: string): void {
    if (mode === current) return;
    current = mode;
    onEvent({ type: 'mode', mode });
  }

  return {
    async choose(mode) {
      if (!modes.some(({ id }) => id === mode)) return false;
      try {
        await ask(mode);
      } catch (error) {
        if (error instanceof RequestError) return false;
        throw error;
      }
      enter(mode);
      return true;
    },
    onTold(mode) {
      if (isOurs(mode)) enter(mode);
      // What it cannot be held to, it does not go on in.
      else if (current !== undefined) ask(current).catch(() => place.attachment?.connection.kill());
    },
  };
}
