/** When it was recorded. Journals that were folded before this was kept do not say. */
export type Dated = { readonly at?: number };
