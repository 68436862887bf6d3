/** How many sockets and event streams a tenant may hold open at this gateway, so that one cannot take all. */

export interface ConnectionQuota {
  /** Counts one more; undefined when the tenant has as many as it may. The function gives the place back, once. */
  take(tenantId: string): (() => void) | undefined;
}

export function createConnectionQuota(maxPerTenant: number): ConnectionQuota {
  const open = new Map<string, number>();
  return {
    take(tenantId) {
      const count = open.get(tenantId) ?? 0;
      if (count >= maxPerTenant) return undefined;
      open.set(tenantId, count + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const left = (open.get(tenantId) ?? 1) - 1;
        if (left > 0) open.set(tenantId, left);
        else open.delete(tenantId);
      };
    },
  };
}
