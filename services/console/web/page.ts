/** A drawn page; `models` are those whose news draw it again, null for all. */
export interface Page {
  readonly title: string;
  readonly models: readonly string[] | null;
  readonly content: HTMLElement;
}
