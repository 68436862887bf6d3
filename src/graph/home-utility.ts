import type * as entity from '../domain/entities.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import type { Loaders } from '../loaders/index.ts';
import { homeFacts } from './home-members.ts';

/** The utility that the home names; null when it names none. */
export async function homeUtility(home: HomeMembers, loaders: Loaders): Promise<entity.Utility | null> {
  const facts = await homeFacts(home, loaders);
  return facts?.utilityId ? loaders.homing.utilityById.load({ vendor: facts.ref.vendor, id: facts.utilityId }) : null;
}

/** The rate plan that the home names; its id alone when no utility tells more of it. */
export async function homeRatePlan(home: HomeMembers, loaders: Loaders): Promise<entity.RatePlan | null> {
  const id = (await homeFacts(home, loaders))?.ratePlanId;
  if (!id) return null;
  const plans = (await homeUtility(home, loaders))?.ratePlans ?? [];
  return plans.find((plan) => plan.id === id) ?? { id, name: null, rateId: null, supportedType: null };
}
