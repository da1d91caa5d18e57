import { checks, Condition, findCheck, scorecardIds, scorecards } from '.';

/** All conditions that others are made of. */
function leaves(
  condition: Condition<string, string>,
): Extract<Condition<string, string>, { fact: string }>[] {
  if ('not' in condition) {
    return leaves(condition.not);
  }
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any;
    return parts.flatMap(leaves);
  }
  return [condition];
}

describe('the scorecards', () => {
  it('have ids of their own, under which they and their checks are found', () => {
    for (const id of scorecardIds) {
      expect(scorecards[id].id).toBe(id);
      for (const [key, check] of Object.entries(scorecards[id].checks)) {
        expect(check.id).toBe(key);
        expect(findCheck(key)).toEqual({ check, scorecard: id });
      }
    }
    const ids = scorecardIds.flatMap(id => Object.keys(scorecards[id].checks));
    expect(checks.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(checks.map(check => [check.id, check] as const))(
    '%s says what it is about, and compares what can be compared',
    (_id, check) => {
      for (const text of [check.title, check.proves, check.remediation]) {
        expect(text).toMatch(/^\S.*\S$/);
      }
      expect(check.criteria).not.toHaveLength(0);
      expect(check.subjects).not.toHaveLength(0);
      expect(check.appliesTo !== undefined).toBe(check.applies !== undefined);
      for (const { default: value, least, most } of Object.values(
        check.thresholds,
      )) {
        expect(value).toBeGreaterThanOrEqual(least);
        expect(value).toBeLessThanOrEqual(most);
      }
      const conditions = [check.rule, check.applies ?? []].flat();
      const senseless = conditions.flatMap(leaves).filter(condition => {
        const { type } = check.facts[condition.fact];
        if (condition.is === 'equal') {
          const isNull = 'value' in condition && condition.value === null;
          return !isNull && (type === 'time' || type === 'strings');
        }
        if (condition.is !== 'younger-than' && condition.is !== 'later-than') {
          return type !== 'integer' && type !== 'number';
        }
        const unit =
          'threshold' in condition
            ? check.thresholds[condition.threshold].unit
            : undefined;
        return (
          type !== 'time' || !['seconds', 'hours', 'days'].includes(unit ?? '')
        );
      });
      expect(senseless).toEqual([]);
    },
  );
});
