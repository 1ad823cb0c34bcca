/** A way to get the Temporal server: puts a program at `target`, or throws with why it cannot. */
export interface BinarySource {
  announcement: string;
  fetch(request: SourceRequest): Promise<void>;
}

export interface SourceRequest {
  target: string;
  /** Removed afterwards. */
  workDir: string;
  environment: NodeJS.ProcessEnv;
  say: (line: string) => void;
}
