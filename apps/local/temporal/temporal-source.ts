/** A source of the Temporal server. `fetch` writes the program to `target` or throws with the reason. */
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
