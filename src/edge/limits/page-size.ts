import {
  type ArgumentNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  visit,
} from 'graphql';

const pageSizeArguments = new Set(['first', 'last']);

export interface PageSize {
  /** Name of the argument. */
  readonly argument: string;
  readonly value: number;
}

/** The largest `first` or `last` of the document, whether literal, a variable, or the variable's default. */
export function largestPageSize(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): PageSize | undefined {
  const read = createReader(operation, variables);
  let largest: PageSize | undefined;
  visit(document, {
    Argument: ({ name, value: node }: ArgumentNode) => {
      if (!pageSizeArguments.has(name.value)) return;
      const value = read(node);
      if (value !== undefined && value > (largest?.value ?? 0)) largest = { argument: name.value, value };
    },
  });
  return largest;
}

function createReader(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );
  return (node: ValueNode): number | undefined => {
    if (node.kind !== Kind.VARIABLE) return toNumber(node);
    const name = node.name.value;
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (typeof given === 'number') return given;
    const fallback = defaults.get(name);
    return fallback && toNumber(fallback);
  };
}

function toNumber(node: ValueNode): number | undefined {
  return node.kind === Kind.INT ? Number(node.value) : undefined;
}
