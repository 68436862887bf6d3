/** Pictures: of a facility's consumption (full, limited) and of an alarm. */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type Chart, toPdf, toPng } from './picture.ts';
import { ProblemError } from './problem.ts';
import { intParameter, intParameters, parameters } from './request.ts';
import type { EnerkeyWorld } from './world.ts';

const sizes = { full: { width: 240, height: 160 }, limited: { width: 120, height: 60 } } as const;

export function facilityPicture(world: EnerkeyWorld, request: SandboxRequest, kind: 'full' | 'limited'): SandboxReply {
  const facility = world.facilities.get(intParameter(request, 'facilityId'));
  if (!facility) throw new ProblemError(404, 'no such facility', 'facilityId');
  const [quantityId] = intParameters(request, 'quantityId');
  if (quantityId !== undefined && !world.quantities.some(({ id }) => id === quantityId)) {
    throw new ProblemError(404, 'no such quantity', 'quantityId');
  }
  const colors = parameters(request, 'color');
  for (const color of colors) {
    if (!/^#?[0-9a-f]{6}$/i.test(color)) throw new ProblemError(400, 'a color is like 1a2b3c', 'color');
  }
  const bars = Array.from({ length: 12 }, (_, month) => ((facility.id * (month + 3)) % 97) / 97);
  return picture({ ...sizes[kind], bars, colors, title: facility.name }, parameters(request, 'format')[0]);
}

export function alarmPicture(world: EnerkeyWorld, request: SandboxRequest): SandboxReply {
  const alarm = world.alarms.get(intParameter(request, 'id'));
  if (!alarm) throw new ProblemError(404, 'no such image', 'id');
  return picture({ ...sizes.limited, bars: [0.2, 0.3, 0.9], colors: ['#cc3333'], title: alarm.message }, 'png');
}

function picture(chart: Chart, format: string | undefined): SandboxReply {
  if (format === 'png') return { status: 200, headers: { 'content-type': 'image/png' }, bytes: toPng(chart) };
  if (format === 'pdf') return { status: 200, headers: { 'content-type': 'application/pdf' }, bytes: toPdf(chart) };
  throw new ProblemError(400, 'format must be png or pdf', 'format');
}
