/** Judges what clients say of thermostats and addresses. */

import type { HvacPreferenceChanges, HvacToOnboard } from '../domain/home-services.ts';
import { badInput } from '../errors.ts';
import type * as sdl from './generated/resolvers.ts';
import { toJsonObject } from './home-input.ts';

/** @throws AppError BAD_USER_INPUT naming `field` */
export function assertHttps(field: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' && !url.username && !url.password) return;
  throw badInput(field, `${field}: an address that starts with https://, without user and password.`);
}

const mostHvacs = 20;
/** What the schema fills in. */
const usual = { enabled: true, defaultMode: 'AUTO', canHeat: true, canCool: true } as const;

/** @throws AppError BAD_USER_INPUT naming the field */
export function toHvacs(hvacs: readonly sdl.HvacInput[]): readonly HvacToOnboard[] {
  if (hvacs.length > mostHvacs) throw badInput('hvacs', `hvacs: ${hvacs.length}; at most ${mostHvacs} at once.`);
  return hvacs.map(({ currentTemp, ...said }, i) => {
    const hvac = { ...usual, ...said };
    const fail = (name: string, rule: string) => badInput(`hvacs.${i}.${name}`, `hvacs.${i}.${name}: ${rule}.`);
    if (hvac.minTemp >= hvac.maxTemp) throw fail('maxTemp', 'above minTemp');
    if (hvac.defaultTemp < hvac.minTemp || hvac.defaultTemp > hvac.maxTemp) {
      throw fail('defaultTemp', 'between minTemp and maxTemp');
    }
    return { ...hvac, ...(currentTemp === undefined || currentTemp === null ? {} : { currentTemp }) };
  });
}

/** @throws AppError BAD_USER_INPUT naming the field */
export function toHvacChanges(input: sdl.HvacPreferencesInput, field = 'preferences'): HvacPreferenceChanges {
  const said = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  if (said.length === 0) throw badInput(field, `${field}: they say nothing.`);
  const { minTemp, maxTemp, weekNumbers } = input;
  if (typeof minTemp === 'number' && typeof maxTemp === 'number' && minTemp >= maxTemp) {
    throw badInput(`${field}.maxTemp`, `${field}.maxTemp: above minTemp.`);
  }
  if (weekNumbers?.some((week) => week < 1 || week > 53)) {
    throw badInput(`${field}.weekNumbers`, `${field}.weekNumbers: weeks of the year, 1 to 53.`);
  }
  const { scheduleBlocks } = input;
  if (!scheduleBlocks) return Object.fromEntries(said);
  if (scheduleBlocks.length > mostBlocks) {
    throw badInput(
      `${field}.scheduleBlocks`,
      `${field}.scheduleBlocks: ${scheduleBlocks.length}; at most ${mostBlocks}.`,
    );
  }
  const blocks = scheduleBlocks.map((block, i) => toJsonObject(`${field}.scheduleBlocks.${i}`, block));
  return { ...Object.fromEntries(said), scheduleBlocks: blocks };
}

const mostBlocks = 100;
