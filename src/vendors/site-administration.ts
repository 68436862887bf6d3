/** The parts of the vendor port that set up sites and who may see them, and tell what is kept of them. */

import type * as admin from '../domain/site-administration.ts';
import type { Call } from '../upstream/call.ts';

/** What is kept beside what is measured. undefined = unknown; JSON is given as the vendor has it. */
export interface SiteRecords {
  usersOfSite(siteId: string, call: Call): Promise<readonly admin.SiteUser[] | undefined>;
  /** Ids of sites. */
  sitesOfUser(userId: string, call: Call): Promise<readonly string[] | undefined>;
  metadataOf(kind: 'site' | 'meter', id: string, call: Call): Promise<unknown>;
  tariffsOfSite(siteId: string, call: Call): Promise<readonly unknown[] | undefined>;
  tariff(id: string, call: Call): Promise<unknown>;
  /** The id of the new one; null where the vendor does not tell. */
  createTariff(tariff: Readonly<Record<string, unknown>>, call: Call): Promise<string | null | undefined>;
  /** false = unknown. */
  replaceTariff(id: string, tariff: Readonly<Record<string, unknown>>, call: Call): Promise<boolean>;
  removeTariff(id: string, call: Call): Promise<boolean>;
  reportDefinitions(call: Call): Promise<readonly unknown[]>;
}

export interface SiteAdmin {
  /** The id of the new one; null where the vendor does not tell. undefined = what it belongs to is unknown. */
  create(record: admin.SiteRecord, call: Call): Promise<string | null | undefined>;
  /** false = unknown. Fields left out stay as they are. */
  update(id: string, record: admin.SiteRecord, call: Call): Promise<boolean>;
  /** false = unknown. */
  remove(kind: admin.SiteRecordKind, id: string, call: Call): Promise<boolean>;
  createUser(user: admin.NewSiteUser, call: Call): Promise<string | null | undefined>;
  userByEmail(email: string, call: Call): Promise<admin.SiteUser | undefined>;
  /** false = the user or the site is unknown. */
  setSiteAccess(userId: string, siteId: string, access: 'granted' | 'removed', call: Call): Promise<boolean>;
  /** false = the user or the report is unknown. */
  associateReport(userId: string, reportDefinitionId: string, call: Call): Promise<boolean>;
}
