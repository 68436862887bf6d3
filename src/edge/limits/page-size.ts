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

/** A `first` or `last` of the document. */
interface Asked {
  readonly argument: string;
  /** What the document says itself: a literal, or the default of the variable. */
  readonly literal: number | undefined;
  readonly variable: string | undefined;
}

// A document is looked through once, however often it is run.
const askedBy = new WeakMap<OperationDefinitionNode, readonly Asked[]>();

/** The largest `first` or `last` of the document, whether literal, a variable, or the variable's default. */
export function largestPageSize(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): PageSize | undefined {
  const asked = askedBy.get(operation) ?? toAsked(document, operation);
  askedBy.set(operation, asked);
  let largest: PageSize | undefined;
  for (const { argument, literal, variable } of asked) {
    const given = variable !== undefined && Object.hasOwn(variables, variable) ? variables[variable] : undefined;
    const value = typeof given === 'number' ? given : literal;
    if (value !== undefined && value > (largest?.value ?? 0)) largest = { argument, value };
  }
  return largest;
}

function toAsked(document: DocumentNode, operation: OperationDefinitionNode): readonly Asked[] {
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );
  const asked: Asked[] = [];
  visit(document, {
    Argument: ({ name: { value: argument }, value: node }: ArgumentNode) => {
      if (!pageSizeArguments.has(argument)) return;
      const variable = node.kind === Kind.VARIABLE ? node.name.value : undefined;
      const literal = variable === undefined ? node : defaults.get(variable);
      asked.push({ argument, literal: literal && toNumber(literal), variable });
    },
  });
  return asked;
}

function toNumber(node: ValueNode): number | undefined {
  return node.kind === Kind.INT ? Number(node.value) : undefined;
}
