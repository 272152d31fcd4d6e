/** One way to ask a node: JSON in and out, problem details as errors that say what went wrong. */

/** Problem details (RFC 9457), or what we know when the node answered something else or nothing. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly url: string;
}

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.title}`);
    this.problem = problem;
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Any failure as problem details; status 0 means that there was no answer. */
export function toProblem(error: unknown, url = ''): Problem {
  if (error instanceof ApiError) return error.problem;
  return { status: 0, title: '', detail: error instanceof Error ? error.message : String(error), url };
}

async function problemOf(response: Response, url: string): Promise<Problem> {
  const text = await response.text();
  let title = response.statusText;
  let detail = '';
  try {
    const body = JSON.parse(text) as { title?: unknown; detail?: unknown };
    if (typeof body.title === 'string') title = body.title;
    if (typeof body.detail === 'string') detail = body.detail;
  } catch {
    detail = text.slice(0, 200);
  }
  return { status: response.status, title, detail, url };
}

type Headers = Record<string, string>;

let writeHeaders: () => Headers = () => ({});

/** Says which headers go along with requests that change something at this node. */
export function onWrite(headers: () => Headers): void {
  writeHeaders = headers;
}

function withWriteHeaders(url: string, init: RequestInit): RequestInit {
  const reads = !init.method || init.method === 'GET';
  return reads || !url.startsWith('/') ? init : { ...init, headers: { ...writeHeaders(), ...(init.headers as Headers) } };
}

/** @throws ApiError when there is no answer, or its status is not 2xx */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, withWriteHeaders(url, init));
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(toProblem(error, url));
  }
  if (!response.ok) throw new ApiError(await problemOf(response, url));
  return response;
}

/** @throws ApiError also when the answer is not JSON */
export async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  try {
    return JSON.parse(text) as T;
  } catch {
    const { status, url } = response;
    throw new ApiError({ status, title: 'not JSON', detail: text.slice(0, 200), url });
  }
}

export async function getJson<T>(url: string, signal: AbortSignal, accept = 'application/json'): Promise<T> {
  return readJson<T>(await ask(url, { signal, headers: { Accept: accept } }));
}

/** What has words in it, in a language. */
export async function getIn<T>(url: string, language: string, signal: AbortSignal): Promise<T> {
  return readJson<T>(await ask(url, { signal, headers: { Accept: 'application/json', 'Accept-Language': language } }));
}

/** Sends JSON; an empty answer gives undefined. */
export async function sendJson<T>(method: 'POST' | 'PUT', url: string, body: unknown = {}): Promise<T | undefined> {
  const response = await ask(url, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : undefined;
}
