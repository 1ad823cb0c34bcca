/** Which subjects are read: some by id, or a page of all, newest first. */
export interface Selection {
  ids?: readonly string[] | undefined;
  before?: string | undefined;
  limit: number;
}
