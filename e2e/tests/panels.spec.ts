import { expect, test } from '../fixtures';
import { Panel, panels, Place, State } from '../panels';
import { keepScreenshots } from '../screenshots';
import { loading, specOf, untrueIn } from '../states';

const isMatrix = Boolean(process.env.E2E_MATRIX);
/** Nothing is known in the others: a 0 would be untrue. */
const KNOWN: readonly State[] = ['ok', 'loading', 'partial', 'stale'];

function placesOf(panel: Panel): [State, Place][] {
  return (Object.entries(panel.places) as [State, Place][]).filter(
    ([state]) => isMatrix || state === panel.inCi,
  );
}

for (const panel of panels) {
  for (const [state, place] of placesOf(panel)) {
    test(`${panel.id}: ${state}`, async ({
      open,
      page,
      seenTexts,
      simulator,
    }) => {
      const located = panel.locate(page);
      const { bringAbout, title, words } = specOf(state, panel);
      const told = async () => {
        await expect(located).toHaveCount(1);
        for (const text of [...(title ? [title] : []), ...words(panel)]) {
          await expect(located).toContainText(text);
        }
        await expect(loading(located)).toHaveCount(0);
      };
      let isKept = false;
      const keep = async (settled: () => Promise<void>) => {
        isKept = true;
        if (isMatrix) {
          await keepScreenshots(page, `${panel.id}-${state}`, settled);
        }
      };
      await bringAbout({
        page,
        simulator,
        panel,
        place,
        keep,
        open: () => open(place.path, place.as),
      });
      await told();
      const untrue = untrueIn(state, panel);
      for (const text of untrue) {
        await expect(located).not.toContainText(text);
      }
      const seen = await seenTexts();
      expect(
        seen.filter(text => untrue.includes(text)),
        'seen for a moment',
      ).toEqual([]);
      if (!KNOWN.includes(state)) {
        await expect(located.getByText('0', { exact: true })).toHaveCount(0);
      }
      if (!isKept) {
        await keep(told);
      }
    });
  }
}
