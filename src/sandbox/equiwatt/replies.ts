/** The answers of the sandbox equiwatt: pages with exactly two keys, and errors in the manner of NestJS. */

import type { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';

const defaultPageSize = 10;
const maxPageSize = 1000;

/** The page that `page` and `pageSize` ask for; 400 for numbers that are none, or a page size over 1000. */
export function pageReply<T>(request: SandboxRequest, items: readonly T[], toJson: (item: T) => unknown): SandboxReply {
  const page = toCount(request.url.searchParams.get('page') ?? '1');
  const pageSize = toCount(request.url.searchParams.get('pageSize') ?? String(defaultPageSize));
  const faults = [
    ...(page === undefined ? ['page must not be less than 1'] : []),
    ...(pageSize === undefined ? ['pageSize must not be less than 1'] : []),
    ...(pageSize !== undefined && pageSize > maxPageSize ? [`pageSize must not be greater than ${maxPageSize}`] : []),
  ];
  if (page === undefined || pageSize === undefined || faults.length > 0) return refuse(400, faults);
  const shown = items.slice((page - 1) * pageSize, page * pageSize);
  const totalPages = Math.ceil(items.length / pageSize);
  return {
    status: 200,
    json: {
      items: shown.map(toJson),
      pagination: {
        totalItems: items.length,
        itemCount: shown.length,
        itemsPerPage: pageSize,
        totalPages,
        currentPage: page,
        hasMore: page < totalPages,
      },
    },
  };
}

const reasons = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
} as const;

export function refuse(
  status: keyof typeof reasons,
  message: string | readonly string[],
  headers: Readonly<Record<string, string>> = {},
): SandboxReply {
  return { status, headers, json: { statusCode: status, message, error: reasons[status] } };
}

/** 400 naming every field at fault. */
export function refuseFields({ issues }: z.ZodError): SandboxReply {
  return refuse(
    400,
    issues.map(({ path, message }) => `${path.join('.') || 'body'} ${message}`),
  );
}

/** The JSON of a request body; undefined when it is none, or is not called so. */
export function bodyOf(request: SandboxRequest): unknown {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function toCount(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
