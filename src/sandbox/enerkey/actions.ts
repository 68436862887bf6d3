/** Actions are replaced whole: what an update leaves out is gone. */

import { z } from 'zod';
import type { SandboxRequest } from '../exchange.ts';
import { ProblemError } from './problem.ts';
import { jsonBody } from './request.ts';
import type { EnerkeyAction, EnerkeyWorld } from './world.ts';

const actionSchema = z.looseObject({ id: z.int32(), facilityId: z.int32(), title: z.string().min(1) });

export function updateAction(world: EnerkeyWorld, request: SandboxRequest): EnerkeyAction {
  const parsed = actionSchema.safeParse(jsonBody(request));
  if (!parsed.success) throw new ProblemError(400, 'an action with id, facilityId and title is needed', '$');
  const action = parsed.data;
  if (!world.actions.has(action.id)) throw new ProblemError(404, `no action with id ${action.id}`);
  world.actions.set(action.id, action);
  return action;
}
