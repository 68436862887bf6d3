/** The kinds of ref, as the SDL spells them. */

import type { RefKind } from '../domain/ref.ts';
import type { RefKind as SdlRefKind } from './generated/resolvers.ts';

export const sdlKindOf: Readonly<Record<RefKind, SdlRefKind>> = {
  asset: 'ASSET',
  portfolio: 'PORTFOLIO',
  event: 'EVENT',
  eventScheme: 'EVENT_SCHEME',
  home: 'HOME',
  household: 'HOUSEHOLD',
  meter: 'METER',
  stream: 'STREAM',
  facility: 'FACILITY',
  appliance: 'APPLIANCE',
};

export const refKindOf: Readonly<Record<SdlRefKind, RefKind>> = {
  ASSET: 'asset',
  PORTFOLIO: 'portfolio',
  EVENT: 'event',
  EVENT_SCHEME: 'eventScheme',
  HOME: 'home',
  HOUSEHOLD: 'household',
  METER: 'meter',
  STREAM: 'stream',
  FACILITY: 'facility',
  APPLIANCE: 'appliance',
};
