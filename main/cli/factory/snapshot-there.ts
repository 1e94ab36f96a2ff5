import type { Snapshot } from '../../../core/contract.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { CommandContext } from '../command-line/command.ts';
import type { Connection, Errand } from './connect.ts';

export type SnapshotThere = {
  readonly connection: Connection;
  readonly call: Connection['call'];
  readonly snapshot: Snapshot;
};

/** Reaches the factory and looks at how everything stands there. */
export async function snapshotThere(
  connect: CommandContext['connect'],
  errand: Errand = 'record',
): Promise<Result<SnapshotThere>> {
  const connection = await connect(errand);
  if (!connection.ok) return connection;
  const { call } = connection.value;
  const snapshot = await call('app.snapshot', {});
  return snapshot.ok ? ok({ connection: connection.value, call, snapshot: snapshot.value }) : snapshot;
}
