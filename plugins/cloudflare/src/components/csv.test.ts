import { toCsv } from './csv';
import { ColumnValue, ProductColumn } from './tableColumns';

type Row = Record<string, ColumnValue>;

function column(id: string, label = id): ProductColumn<Row> {
  return { id, label, value: row => row[id], cell: row => row[id] };
}

describe('toCsv', () => {
  it('writes the labels and a line for each row', () => {
    expect(
      toCsv(
        [column('name', 'Name'), column('count', 'Count')],
        [
          { name: 'a', count: 1 },
          { name: 'b', count: -2 },
        ],
      ),
    ).toBe('"Name","Count"\r\n"a","1"\r\n"b","-2"\r\n');
  });

  it('keeps quotes, commas and line breaks within their field', () => {
    expect(toCsv([column('a'), column('b')], [{ a: 'x,"y"', b: 'u\nv' }])).toBe(
      '"a","b"\r\n"x,""y""","u\nv"\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＠A',
  ])('lets no spreadsheet run %j', text => {
    expect(toCsv([column('a')], [{ a: text }])).toBe(`"a"\r\n"'${text}"\r\n`);
  });

  it('leaves empty what is not known, which is not zero', () => {
    expect(toCsv([column('a'), column('b')], [{ a: undefined, b: 0 }])).toBe(
      '"a","b"\r\n"","0"\r\n',
    );
  });

  it('leaves out columns that have no value', () => {
    expect(
      toCsv(
        [column('a'), { id: 'b', label: 'b', cell: () => 'seen' }],
        [{ a: 1 }],
      ),
    ).toBe('"a"\r\n"1"\r\n');
  });
});
