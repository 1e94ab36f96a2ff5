/**
 * What the operating system lets a program do, whatever the gate thought of it. Without any mount everything may be
 * read and nothing written; each mount changes that for a folder or a file, and a later one wins.
 */
export type Containment = {
  readonly by: 'bubblewrap' | 'seatbelt';
  readonly mounts: readonly Mount[];
  readonly network: 'shared' | 'none';
};

/** All paths are absolute. What does not exist when the program starts is passed over. */
export type Mount =
  /** `from`: what the program finds at this place instead of what stands there. */
  | { readonly access: 'read' | 'write'; readonly at: string; readonly from?: string }
  /** Looks empty, and stays so. */
  | { readonly access: 'none'; readonly at: string }
  /** An empty folder of the program's own, which is gone when the program is. */
  | { readonly access: 'fresh'; readonly at: string };

/** Whether this machine can contain programs, found out by containing one. */
export type ContainmentState =
  | { readonly kind: 'contained'; readonly by: Containment['by']; readonly version: string }
  | { readonly kind: 'not-contained'; readonly reason: string; readonly next: string };

/** The same containment with more allowed, such as the folder of a harness's own login. */
export function opened(containment: Containment | undefined, mounts: readonly Mount[]): Containment | undefined {
  return containment && { ...containment, mounts: [...containment.mounts, ...mounts] };
}
