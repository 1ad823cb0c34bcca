/** Calls the local API with a key, as a product team would. Throws with the problem's own text. */
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
    // 404 is a result: the caller decides what it means.
    if (!response.ok && response.status !== 404) {
      throw new Error(`${method} /api/v1${path} returned ${response.status}: ${text}`);
    }
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
  };
}
