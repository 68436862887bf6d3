import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { AppError } from '../../errors.ts';
import { type LimitName, limitError, limits } from './limits.ts';
import { type Measures, measureOperation } from './measure.ts';
import { largestPageSize } from './page-size.ts';

// A document is measured once, however often it is run.
const measured = new WeakMap<OperationDefinitionNode, readonly AppError[]>();

/** Every limit the operation exceeds; none = it may be validated and run. */
export function exceededLimits(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly AppError[] {
  const always = measured.get(operation) ?? exceededBy(measureOperation(document, operation));
  measured.set(operation, always);
  const page = largestPageSize(document, operation, variables);
  if (!page || page.value <= limits.pageSize) return always;
  return [...always, limitError('pageSize', page.value, page.argument)];
}

function exceededBy(measures: Measures): readonly AppError[] {
  return (Object.entries(measures) as [LimitName, number][])
    .filter(([name, value]) => value > limits[name])
    .map(([name, value]) => limitError(name, value));
}
