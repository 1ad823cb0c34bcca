/** A call of the local API with a key, as a product team makes it. Throws with the problem's own words. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;

const timeoutMs = 15_000;

export function createApiClient(baseUrl: string, key: string): CallApi {
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    // A thing that is not there is an answer; whoever asked decides.
    if (!response.ok && response.status !== 404) {
      throw new Error(`${method} /api/v1${path} answered ${response.status}: ${text}`);
    }
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
  };
}
