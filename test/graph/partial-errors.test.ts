import { buildSchema, execute, type GraphQLError, parse } from 'graphql';
import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { reportFailedMembers, withPartialErrors } from '../../src/graph/partial-errors.ts';

const schema = reportFailedMembers(
  buildSchema(`
    type Query { sum: ConsumptionSeries  cost: CostSeries  emissions: EmissionSeries  none: ConsumptionSeries }
    type ConsumptionSeries { total: Float }
    type CostSeries { total: Float  consumption: ConsumptionSeries! }
    type EmissionSeries { total: Float  consumption: ConsumptionSeries! }
  `),
);

const consumption = {
  total: 1,
  failures: [{ error: new AppError('VENDOR_UNAVAILABLE', 'ENERKEY does not answer.', { vendor: 'ENERKEY' }) }],
};
const rootValue = {
  sum: consumption,
  cost: { total: 2, consumption },
  emissions: { total: 3, consumption },
  none: null,
};

async function ask(query: string) {
  const context = { partialErrors: [] as GraphQLError[] };
  const result = await execute({ schema, document: parse(query), rootValue, contextValue: context });
  const errors = withPartialErrors(result.errors, context);
  return { data: result.data, errors: errors?.map(({ path, originalError }) => [path?.join('.'), originalError]) };
}

it.each(['sum', 'cost', 'emissions'])(
  'a failed member of %s is in the errors, and the sum of the others is there',
  async (field) => {
    const { data, errors } = await ask(`{ ${field} { total } }`);
    expect(data).toMatchObject({ [field]: { total: expect.any(Number) } });
    expect(errors).toEqual([[field, consumption.failures[0]?.error]]);
  },
);

it('a failed member is told once, where what was made of the sum stands', async () => {
  const { errors } = await ask('{ renamed: cost { total consumption { total } } }');
  expect(errors).toEqual([['renamed', consumption.failures[0]?.error]]);
});

it('nothing is reported of a sum that nobody failed in', async () => {
  expect(await ask('{ none { total } }')).toEqual({ data: { none: null }, errors: undefined });
});
