/** The control endpoint of a sandbox vendor: faults, calls seen, reset, and what the vendor adds. */

import type { SandboxReply, SandboxRequest, SeenCall } from './exchange.ts';
import { type FaultPlan, faultSchema } from './faults.ts';

export interface ControlState {
  readonly calls: readonly SeenCall[];
  readonly faults: FaultPlan;
  readonly reset: () => void;
  readonly controls: Readonly<Record<string, (input: unknown) => unknown>>;
}

/**
 * `GET /__sandbox/faults` · `POST /__sandbox/faults` one fault · `DELETE /__sandbox/faults` · `GET /__sandbox/calls` ·
 * `POST /__sandbox/reset` · `POST /__sandbox/<own control>`.
 */
export function controlReply(request: SandboxRequest, state: ControlState): SandboxReply {
  const name = request.segments[1] ?? '';
  switch (`${request.method} ${name}`) {
    case 'GET faults':
      return { status: 200, json: state.faults.list() };
    case 'POST faults':
      return addFault(request, state.faults);
    case 'DELETE faults':
      state.faults.clear();
      return { status: 204 };
    case 'GET calls':
      return { status: 200, json: state.calls };
    case 'POST reset':
      state.reset();
      return { status: 204 };
  }
  const control = request.method === 'POST' && Object.hasOwn(state.controls, name) ? state.controls[name] : undefined;
  if (control) return { status: 200, json: control(parseJson(request.body)) ?? null };
  return { status: 404, json: { error: `no control ${request.method} ${name}` } };
}

function addFault(request: SandboxRequest, faults: FaultPlan): SandboxReply {
  const parsed = faultSchema.safeParse(parseJson(request.body));
  if (!parsed.success)
    return { status: 400, json: { error: parsed.error.issues.map((issue) => issue.message).join('; ') } };
  faults.add(parsed.data);
  return { status: 201, json: parsed.data };
}

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
