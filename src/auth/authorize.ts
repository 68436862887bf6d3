import type { OperationTypeNode } from 'graphql';
import { AppError } from '../errors.ts';
import type { Principal, Role } from './principal.ts';

const roleFor: Readonly<Record<`${OperationTypeNode}`, Role>> = {
  query: 'read',
  mutation: 'write',
  subscription: 'events',
};

/** @throws AppError FORBIDDEN when the principal lacks the role that this kind of operation needs. */
export function assertAllowed(principal: Principal, operation: `${OperationTypeNode}`): void {
  const role = roleFor[operation];
  if (principal.roles.has(role)) return;
  throw new AppError('FORBIDDEN', `A ${operation} needs a credential with the role ${role}.`);
}
