import type { Role } from '../auth/principal.ts';
import { AppError } from '../errors.ts';
import type { GraphContext } from './context.ts';

/** @throws AppError FORBIDDEN naming the role */
export function assertRole({ principal }: GraphContext, role: Role): void {
  if (!principal.roles.has(role)) throw new AppError('FORBIDDEN', `The credential lacks the role \`${role}\`.`);
}
