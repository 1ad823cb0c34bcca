/** What every method takes as its last argument. */
export interface RequestOptions {
  /** Ends the call, its attempts and its waits. The call then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How long one attempt may take until its answer is there, in ms. Default: that of the client. */
  timeoutMs?: number | undefined;
  /** Further attempts. Default: that of the client. */
  maxRetries?: number | undefined;
  /** Sent besides those of the SDK, or in their place. */
  headers?: Record<string, string> | undefined;
}

export interface IfMatchOptions {
  /** The version of the object that was read, or its ETag: the change is refused with 412 if there is a newer one. */
  ifMatch?: string | number | undefined;
}

/** Of every POST that changes something. */
export interface PostOptions extends RequestOptions, IfMatchOptions {
  /** Repeating a call with the same key has no second effect. Default: a new one for each call, the same for all its attempts. */
  idempotencyKey?: string | undefined;
}

export interface IfNoneMatchOptions {
  /** The ETag of what was read before: if it is still the same, the answer is undefined and its status 304. */
  ifNoneMatch: string;
}

export interface ContentOptions<Type extends string> {
  /** What the body is, which is then sent as it is. */
  contentType: Type;
}

/** Whatever any method takes. */
export type AnyOptions = PostOptions & Partial<IfNoneMatchOptions & ContentOptions<string>> & { query?: object };
