/** The part of the vendor port that sets up sites and who may see them. */

import type * as admin from '../domain/site-administration.ts';
import type { Call } from '../upstream/call.ts';

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
