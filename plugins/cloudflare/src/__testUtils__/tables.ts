import { screen, within } from '@testing-library/react';

/** The rows of the only table, without the header. */
export async function rows() {
  await screen.findAllByRole('rowheader');
  return screen.getAllByRole('row').slice(1);
}

/** What names each row of the only table. */
export async function names() {
  return (await rows()).map(
    row => within(row).getByRole('rowheader').textContent,
  );
}

/** The rows of the table of a section, without the header. */
export async function rowsOf(section: string) {
  const region = await screen.findByRole('region', { name: section });
  await within(region).findAllByRole('rowheader');
  return within(region).getAllByRole('row').slice(1);
}
