/** ProblemDetails, the error body of ASP.NET. */

import type { SandboxReply } from '../exchange.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'One or more validation errors occurred.',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
};

/** A refusal the vendor explains; thrown by whatever reads the request. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly field: string | undefined;

  /** `field`: the parameter at fault, for the `errors` of a 400. */
  constructor(status: number, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

export function problemReply(problem: ProblemError): SandboxReply {
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    json: {
      type: `https://httpstatuses.io/${problem.status}`,
      title: titles[problem.status] ?? 'Error',
      status: problem.status,
      detail: problem.message,
      ...(problem.field ? { errors: { [problem.field]: [problem.message] } } : {}),
    },
  };
}
