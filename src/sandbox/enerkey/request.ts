/** What an operation reads from its request: parameters (names are case-insensitive) and a JSON body. */

import type { SandboxRequest } from '../exchange.ts';
import { ProblemError } from './problem.ts';

export function jsonBody(request: SandboxRequest): unknown {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new ProblemError(415, 'the body must be application/json');
  }
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new ProblemError(400, 'the body is not JSON', '$');
  }
}

export function intParameter(request: SandboxRequest, name: string): number {
  const [first] = intParameters(request, name);
  if (first === undefined) throw new ProblemError(400, `${name} is needed`, name);
  return first;
}

export function intParameters(request: SandboxRequest, name: string): number[] {
  return parameters(request, name).map((text) => {
    const id = Number(text);
    if (text === '' || !isInt32(id)) throw new ProblemError(400, `${name} must be an int32`, name);
    return id;
  });
}

export function parameters(request: SandboxRequest, name: string): string[] {
  return [...request.url.searchParams].flatMap(([key, value]) =>
    key.toLowerCase() === name.toLowerCase() ? [value] : [],
  );
}

export function isInt32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
