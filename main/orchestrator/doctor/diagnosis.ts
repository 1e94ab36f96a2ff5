import type { Finding } from '../../../core/contract/doctor-methods.ts';
import type { HarnessInfo } from '../../../core/contract.ts';
import type { Report } from '../../../core/loop/command.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Result } from '../../../core/result.ts';
import type { Store } from '../../store/store-port.ts';
import type { CheckpointShelf } from '../../workspace/checkpoints/shelf.ts';
import type { WorkspaceYard } from '../../workspace/removal/yard.ts';
import type { Backstop } from '../surroundings/backstop.ts';

/** What the doctor looks at, and what repairs go through. */
export type Patient = {
  readonly dataFolder: string;
  readonly version: string;
  readonly state: FactoryState;
  seq(): number;
  now(): number;
  readonly backstop: Pick<Backstop, 'look'>;
  readonly store: Pick<Store, 'backup' | 'journal'>;
  readonly shelf: Pick<CheckpointShelf, 'list' | 'restore'>;
  readonly yard: Pick<WorkspaceYard, 'list'>;
  portBase(): number;
  report(event: Extract<Report, { type: `workspace.${string}` }>): Promise<Result<unknown>>;
  harnesses(): Promise<readonly HarnessInfo[]>;
  policy(): Promise<readonly Finding[]>;
};

/** A finding, and how it is mended. Without an id its name is unique. What does not hold has a cure, a next step, or both. */
export type Diagnosis = {
  readonly id?: string;
  readonly name: string;
  readonly text: string;
} & (
  | { readonly state: 'ok'; readonly next?: string | undefined; readonly cure?: undefined }
  | ({ readonly state: 'warning' | 'error' | 'unknown' } & (
      | { readonly next: string; readonly cure?: Cure | undefined }
      | { readonly next?: string | undefined; readonly cure: Cure }
    ))
);

/** `apply` answers what it did. It may take as long as it likes, and never destroys anything. */
export type Cure = { readonly words: string; apply(): Promise<Result<string>> };
