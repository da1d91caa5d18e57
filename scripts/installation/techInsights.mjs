// Tech Insights in the adopter's backend, with the configuration that its
// module ships.
import assert from 'node:assert/strict';

const PASSED = ['pass', 'not-applicable', 'exempt'];

/**
 * Has posture evaluated, and waits until the checks of Tech Insights say of a
 * Resource what posture says; returns how many they are.
 */
export async function checkTechInsights(name, { ask, eventually }) {
  await eventually('The evaluation', async () => {
    const { status } = await ask('/api/cloudflare/v1/posture/refresh', {});
    return { status: status === 202 ? 200 : status };
  });
  return eventually('The same from Tech Insights as from posture', async () => {
    const posture = await ask(
      `/api/cloudflare/v1/posture/entities/resource:default%2F${name}`,
    );
    assert.equal(posture.status, 200, JSON.stringify(posture.body));
    const expected = Object.fromEntries(
      posture.body.data.own.map(({ checkId, state }) => [
        `cloudflare-${checkId.replaceAll('.', '-')}`,
        PASSED.includes(state),
      ]),
    );
    const checks = Object.keys(expected);
    assert.ok(Object.values(expected).includes(true), 'No check passes yet');
    const results = await ask(
      `/api/tech-insights/checks/run/default/resource/${name}`,
      { checks },
    );
    assert.equal(results.status, 200, JSON.stringify(results.body));
    assert.deepEqual(
      Object.fromEntries(
        results.body.map(({ check, result }) => [check.id, result]),
      ),
      expected,
    );
    return { status: 200, body: checks.length };
  });
}
