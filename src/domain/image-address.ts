/** The address of a picture at our own route: written by the graph, read by the edge. */

import type { ImageFormat, ImageKind, ImageRequest } from './facility-services.ts';

export type ImageOptions = Omit<ImageRequest, 'facilityId'>;

export const facilityImageRoute = '/images/facility/:id/:file';
export const alarmImageRoute = '/images/alarm/:file';
export const mostColors = 16;

export const contentTypes = { png: 'image/png', pdf: 'application/pdf' } as const satisfies Record<ImageFormat, string>;

/** `id`: the facility's global id. */
export function facilityImageAddress(id: string, { kind, format, colors, quantityId }: ImageOptions): string {
  const query = new URLSearchParams(colors.map((color) => ['color', color]));
  if (quantityId !== undefined) query.set('quantity', quantityId);
  const path = `/images/facility/${encodeURIComponent(id)}/${kind}.${format}`;
  return query.size > 0 ? `${path}?${query}` : path;
}

export function alarmImageAddress(id: string): string {
  return `/images/alarm/${encodeURIComponent(id)}.png`;
}

/** undefined = no address of ours. */
export function parseFacilityImage(file: string, query: URLSearchParams): ImageOptions | undefined {
  const [, kind, format] = /^(full|limited)\.(png|pdf)$/.exec(file) ?? [];
  const colors = query.getAll('color').map(parseColor);
  const known = colors.filter((color) => color !== undefined);
  if (!kind || !format || known.length < colors.length || known.length > mostColors) return undefined;
  const quantityId = query.get('quantity');
  const which = { kind: kind as ImageKind, format: format as ImageFormat, colors: known };
  return quantityId === null ? which : { ...which, quantityId };
}

/** `#1A2B3C` -> `1a2b3c`; undefined = no colour. */
export function parseColor(text: string): string | undefined {
  return /^#?([0-9a-f]{6})$/i.exec(text)?.[1]?.toLowerCase();
}
