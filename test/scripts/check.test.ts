import { describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/check.ts';

const report = (fields: object) =>
  JSON.stringify({ numPassedTests: 40, numFailedTests: 0, numFailedTestSuites: 0, success: true, ...fields });

describe('countTests', () => {
  it('takes the numbers of the report', () => {
    expect(countTests(report({}))).toEqual({ passed: 40, failed: 0 });
    expect(countTests(report({ numFailedTests: 3, numFailedTestSuites: 2, success: false }))).toEqual({
      passed: 40,
      failed: 3,
    });
  });

  it('counts a suite that could not be loaded as a failure', () => {
    expect(countTests(report({ numFailedTestSuites: 2, success: false }))).toEqual({ passed: 40, failed: 2 });
  });

  it('never calls an unsuccessful run free of failures', () => {
    expect(countTests(report({ success: false }))).toEqual({ passed: 40, failed: 1 });
  });
});
