/** How an operation is called. */
export interface Route {
  /** Its operationId. */
  id: string;
  method: string;
  path: string;
  /** The body is a form and not JSON. */
  form?: boolean;
  /** The media types of its answers, if JSON is not the only one: none of a route that answers with nothing. */
  types?: string[];
  /** The answer is a page of a list. */
  list?: boolean;
  /** How the caller shows who it is: with a token, if nothing else is said. */
  auth?: string;
}

export type RouteTable = Record<string, Record<string, Route>>;
